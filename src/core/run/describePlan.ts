import { count, numberText, someOf } from '../count';
import type { Plan } from '../plan';
import { describeTime } from './describeTime';
import { reasonsToSend, type Continuation, type ReasonToSend } from './continueRun';
import { mostInList, operations, type Operation } from './operation';
import { shorten } from '../shorten';

/** Where a plan would be carried out, in words. */
export interface PlanTarget {
  /** Region, as people know it. */
  readonly region: string;
  readonly host: string;
  readonly accountSid: string;
  /** Undefined: no pacing. */
  readonly requestsPerMinute: number | undefined;
  /** No run has gone from this machine to this account yet, and its contacts are real. */
  readonly isFirst: boolean;
}

/** What would be done with one file. */
export interface PlannedFile {
  /** With its folder: "march/contacts.csv". */
  readonly name: string;
  readonly plan: Plan;
  /** Where it continues from an earlier run. */
  readonly continuation?: Continuation | undefined;
  /** Rows that stay out since a preview showed that they change nothing. */
  readonly unchanged?: number | undefined;
  /** Rows that could be sent and were not chosen. */
  readonly unchosen?: number | undefined;
  /** What a preview of it says, a line each. */
  readonly preview?: readonly string[] | undefined;
}

const mostIgnoredFields = 8;
const mostLines = 10;
const mostFiles = 4;

const reasonTexts: Readonly<Record<ReasonToSend, string>> = {
  rejected: 'rejected',
  notSent: 'not sent',
  unknown: 'unknown',
  corrected: 'corrected since',
  edited: 'edited since',
  added: 'added since',
};

/**
 * The details of the question before a run, a line each: where to, how much, what stays out and why. The rows of every file add up:
 * sent, not sent again, left out.
 */
export function describePlan(operation: Operation, files: readonly PlannedFile[], target: PlanTarget): string {
  const lines = [`Region: ${target.region}, ${target.host}`, `Account: ${target.accountSid}`];
  const change = operation.kind === 'update' ? 'update' : 'change';
  if (target.isFirst) lines.unshift(`This is the first ${change} of real contacts in this account from this machine.`);
  if (operation.kind === 'addToList')
    lines.push(`List: ${operation.list.name} (a list holds at most ${numberText(mostInList)} contacts)`);
  const requests = sum(files, ({ plan }) => plan.requests.length);
  if (files.length === 1)
    return [...lines, ...describeFile(operation, files[0]!, describeTime(requests, target.requestsPerMinute))].join(
      '\n',
    );
  lines.push(`Requests: ${numberText(requests)}${describeTime(requests, target.requestsPerMinute)}`);
  const blocks = files.slice(0, mostFiles).map((file) => describeFile(operation, file, '').join('\n'));
  const others = files.slice(mostFiles);
  if (others.length > 0) {
    const rows = sum(others, ({ plan }) => plan.total);
    const sent = sum(others, ({ plan }) => plan.sendable);
    blocks.push(
      `And ${count(others.length, 'more file')}, ${count(rows, 'row')}: ${numberText(sent)} sent, ${numberText(rows - sent)} left out`,
    );
  }
  return [lines.join('\n'), ...blocks].join('\n\n');
}

function describeFile(
  { kind }: Operation,
  { name, plan, continuation, unchanged, unchosen = continuation?.unchosen, preview }: PlannedFile,
  howLong: string,
): string[] {
  const why = continuation ? ` (${describeReasons(continuation)})` : '';
  const lines = [
    `File: ${name}, ${count(plan.total, 'row')}`,
    `Sent: ${count(plan.sendable, 'contact')}${why} in ${count(plan.requests.length, 'request')}${howLong}`,
  ];
  if (plan.warned > 0) {
    lines.push(`Warnings: ${count(plan.warned, 'row')} ${plan.warned === 1 ? 'is' : 'are'} sent with warnings`);
  }
  const kept = continuation && [...continuation.kept];
  if (kept?.length) {
    lines.push(`Not sent again: ${kept.map(([verdict, rows]) => `${numberText(rows)} ${verdict}`).join(', ')}`);
  }
  const rest = continuation?.rest ?? 0;
  if (rest > 0) lines.push(`Not part of the interrupted run: ${count(rest, 'row')} edited or added since`);
  if (unchosen) lines.push(`Not chosen: ${count(unchosen, 'row')}`);
  const leftOut = sum([...plan.leftOut.values()], (rows) => rows);
  if (leftOut > 0) {
    const codes = [...plan.leftOut].map(([code, rows]) => `${numberText(rows)} × ${code}`).join(', ');
    lines.push(`Left out: ${count(leftOut, 'row')} (${codes})`);
  }
  if (plan.passedOver > 0) {
    const which = 'with a SID, without a number, or with the number of another row';
    lines.push(`Not new contacts: ${count(plan.passedOver, 'row')} (${which})`);
  }
  if (unchanged) lines.push(`Left out as unchanged: ${count(unchanged, 'row')}`);
  lines.push(...(preview ?? []));
  if (operations[kind].sendsFields) lines.push(...describeSentFields(plan));
  const { changed, gone } = continuation ?? { changed: [], gone: 0 };
  if (changed.length > 0) {
    const numbers = someOf(changed.map(numberText), mostLines);
    lines.push(`Changed in the file since the last run: line${changed.length === 1 ? '' : 's'} ${numbers}`);
  }
  if (gone > 0) lines.push(`No longer in the file: ${count(gone, 'contact')} that did not go through`);
  return lines;
}

function describeSentFields(plan: Plan): string[] {
  const ignored = plan.ignoredFields.map(shorten);
  return [
    `Fields: ${describeFields(plan)}`,
    ...(ignored.length > 0 ? [`Not sent: ${someOf(ignored, mostIgnoredFields)}`] : []),
    ...(plan.cleared > 0 ? [`Cleared: ${count(plan.cleared, 'value')}, sent as ""`] : []),
  ];
}

/** "3 rejected, 1 corrected since". */
function describeReasons({ reasons }: Continuation): string {
  return reasonsToSend
    .flatMap((reason) => (reasons.has(reason) ? `${numberText(reasons.get(reason)!)} ${reasonTexts[reason]}` : []))
    .join(', ');
}

/** "first_name, tag (3)": with the number of contacts where it is not all of them. */
function describeFields({ fields, sendable }: Plan): string {
  return [...fields]
    .map(([field, contacts]) => (contacts === sendable ? field : `${field} (${numberText(contacts)})`))
    .join(', ');
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
