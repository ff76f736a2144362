import { count } from '../count';
import type { Plan } from '../plan';
import type { Continuation } from './continueRun';

/** Where a plan would be carried out, in words. */
export interface PlanTarget {
  /** Region, as people know it. */
  readonly region: string;
  readonly host: string;
  readonly accountSid: string;
  /** Undefined: no pacing. */
  readonly requestsPerMinute: number | undefined;
  /** No update has gone from this machine to this account yet, and its contacts are real. */
  readonly isFirst: boolean;
}

const mostIgnoredFields = 5;
const mostLines = 10;

/** The details of the question before a run, a line each: where to, how much, and what stays out and why. */
export function describePlan(plan: Plan, target: PlanTarget, fileName: string, continuation?: Continuation): string {
  const lines = [
    `File: ${fileName}, ${count(plan.total, 'row')}`,
    `Region: ${target.region}, ${target.host}`,
    `Account: ${target.accountSid}`,
    `Sent: ${count(plan.sendable, 'contact')} in ${count(plan.requests.length, 'request')}${time(plan, target)}`,
    `Fields: ${describeFields(plan)}`,
  ];
  if (target.isFirst) lines.unshift('This is the first update of real contacts in this account from this machine.');
  if (plan.cleared > 0) lines.push(`Cleared: ${count(plan.cleared, 'value')}, sent as ""`);
  if (continuation) {
    const { known, changed, gone } = continuation;
    const updated = known.filter(([, { verdict }]) => verdict === 'updated').length;
    lines.push(`Not sent again: ${count(updated, 'updated contact')}`);
    if (changed.length > 0) lines.push(`Changed in the file since the last run: ${describeLines(changed)}`);
    if (gone > 0) lines.push(`No longer in the file: ${count(gone, 'contact')} that did not go through`);
  }
  const leftOut = [...plan.leftOut.values()].reduce((sum, rows) => sum + rows, 0);
  if (leftOut > 0) {
    const reasons = [...plan.leftOut].map(([code, rows]) => `${rows.toLocaleString('en')} × ${code}`).join(', ');
    lines.push(`Left out: ${count(leftOut, 'row')} (${reasons})`);
  }
  lines.push(...plan.ignoredFields.slice(0, mostIgnoredFields));
  const more = plan.ignoredFields.length - mostIgnoredFields;
  if (more > 0) lines.push(`and ${count(more, 'more unknown field')}`);
  return lines.join('\n');
}

/** The bucket is full at the start, so only what does not fit waits. */
function time({ requests }: Plan, { requestsPerMinute }: PlanTarget): string {
  if (requestsPerMinute === undefined) return '';
  const minutes = Math.max(0, requests.length - requestsPerMinute) / requestsPerMinute;
  const least = minutes < 1 ? 'about a minute at most' : `about ${count(Math.ceil(minutes), 'minute')}`;
  return `, ${least} at ${count(requestsPerMinute, 'request')} a minute`;
}

/** "first_name, tag (3)": the number of contacts stands where it is not all of them. */
function describeFields({ fields, sendable }: Plan): string {
  return [...fields]
    .map(([field, contacts]) => (contacts === sendable ? field : `${field} (${contacts.toLocaleString('en')})`))
    .join(', ');
}

/** "lines 4, 7, 9 and 12 more". */
function describeLines(lines: readonly number[]): string {
  const first = lines.slice(0, mostLines).map((line) => line.toLocaleString('en'));
  const more = lines.length - first.length;
  const rest = more > 0 ? ` and ${more.toLocaleString('en')} more` : '';
  return `line${lines.length === 1 ? '' : 's'} ${first.join(', ')}${rest}`;
}
