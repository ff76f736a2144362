import { type Uri } from 'vscode';
import { count } from '../../core/count';
import { countDone, verdicts, type Totals } from '../../core/outcome';
import { operations, operationWords, type Operation } from '../../core/run/operation';
import type { RunRecord } from '../../core/run/runRecord';
import type { UserError, UserErrorAction } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { commandId } from '../ids';
import type { Log } from '../log';
import { offer } from '../offer';
import { placeOf } from '../region/endpoint';
import { commandOf } from './commandOf';
import { describeTotals } from './describeRun';
import { fileOf } from './runsOfFiles';
import type { RunResult } from './sendRun';
import { window } from '../window';

/** VS Code cuts the titles of buttons when there are more. */
const mostButtons = 3;

/** Shows how a run ended, and does not wait for a click. @param unchosen rows that were not meant to be sent */
export function notifyResult(result: RunResult, log: Log, unchosen = 0): void {
  show(result, unchosen).catch((error: unknown) => log.bug('notifyResult', error));
}

/**
 * The same for several files at once. Those that had no run, since an earlier one was ended, are offered.
 * @param refusal why the file after the last run had none
 */
export function notifyResults(
  results: readonly RunResult[],
  files: readonly Uri[],
  refusal: UserError | undefined,
  log: Log,
): void {
  showAll(results, files, refusal ?? results.at(-1)!.ending).catch((error: unknown) => log.bug('notifyResult', error));
}

async function show({ record, ending }: RunResult, unchosen: number): Promise<void> {
  const { totals, description } = record;
  const file = fileLabel(fileOf(record));
  const notMeant = unchosen + countKnown(record);
  const done = countDone(totals);
  const open = totals.total - done - notMeant;
  const showResults: UserErrorAction = {
    title: 'Show Results',
    command: commandId('showResults'),
    arguments: [description.runId],
  };
  const retry: UserErrorAction[] =
    open > 0 ? [{ title: 'Retry', command: commandId('retryFailed'), arguments: [description.runId] }] : [];

  if (ending) {
    const actions = [...ending.actions.slice(0, 2), ...retry, showResults].slice(0, mostButtons);
    const message = `${ending.message} ${file}: ${describeTotals(totals)}.`;
    const taken = await offer(window.showErrorMessage, message, actions);
    if (!taken || !ending.actions.includes(taken)) return;
    // The message went with its buttons, and what it led to was only to make way for this.
    const rest = `${count(open, 'row')} of ${file} did not go through yet.`;
    await offer(window.showInformationMessage, rest, [...retry, showResults]);
  } else if (open === 0) {
    const all = `${notMeant > 0 || done === 1 ? '' : 'All '}${count(done, 'contact')}`;
    const message = totals.existing
      ? `${file}: ${describeTotals(totals)} ${placeAndAccount(record)}.`
      : `${all} in ${file} ${doneTo(description.operation)} ${placeAndAccount(record)}.`;
    await offer(window.showInformationMessage, message, [showResults]);
  } else {
    const message = `${file}: ${describeTotals(totals)} ${placeAndAccount(record)}.`;
    await offer(window.showWarningMessage, message, [...retry, showResults]);
  }
}

async function showAll(
  results: readonly RunResult[],
  files: readonly Uri[],
  ending: UserError | undefined,
): Promise<void> {
  const { record } = results.at(-1)!;
  const { operation } = record.description;
  const totals = results.map((result): Totals => result.record.totals).reduce(add);
  const notStarted = files.slice(results.length);
  const message = [
    ...(ending ? [ending.message] : []),
    `${count(results.length, 'file')} ${placeAndAccount(record)}: ${describeTotals(totals)}.`,
    ...(notStarted.length > 0 ? [`Not started: ${notStarted.map((uri) => fileLabel(uri, files)).join(', ')}.`] : []),
  ].join(' ');
  const [next] = notStarted;
  const actions: UserErrorAction[] = [
    ...(ending?.actions.slice(0, 1) ?? []),
    ...(next
      ? [{ title: `${operationWords[operation.kind].verb} the Rest`, ...commandOf(operation, notStarted) }]
      : []),
    { title: 'Show History', command: commandId('showHistory') },
  ];
  const isDone = countDone(totals) === totals.total && notStarted.length === 0;
  const notify = ending ? window.showErrorMessage : isDone ? window.showInformationMessage : window.showWarningMessage;
  await offer(notify, message, actions);
}

/** Rows of a run that creates contacts which were no new ones: they have a sid, and were not to be sent. */
function countKnown(record: RunRecord): number {
  const { operation, rows } = record.description;
  if (operation.kind !== 'create') return 0;
  let known = 0;
  for (const row of rows.keys()) if (record.outcome(row)?.verdict === 'notSent' && rows.sid(row) !== '') known++;
  return known;
}

function placeAndAccount({ description: { target } }: RunResult['record']): string {
  return `${placeOf(target)} (${target.accountSid})`;
}

/** All runs are of one kind. */
function add(a: Totals, b: Totals): Totals {
  const sums = [...verdicts, 'total' as const].flatMap((state) =>
    a[state] === undefined ? [] : [[state, a[state] + (b[state] ?? 0)] as const],
  );
  return Object.fromEntries(sums) as Totals;
}

/** "updated", "added to “VIP”". */
function doneTo(operation: Operation): string {
  return operation.kind === 'addToList' ? `added to “${operation.list.name}”` : operations[operation.kind].done;
}
