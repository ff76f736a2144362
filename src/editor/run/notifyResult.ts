import { window, type Uri } from 'vscode';
import { count } from '../../core/count';
import type { Totals } from '../../core/outcome';
import type { UserError, UserErrorAction } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { commandId } from '../ids';
import type { Log } from '../log';
import { offer } from '../offer';
import { placeOf } from '../region/endpoint';
import { describeTotals } from './describeRun';
import { fileOf } from './runsOfFiles';
import type { RunResult } from './sendUpdate';

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
  const open = totals.total - totals.updated - unchosen;
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
    const { updated } = totals;
    const all = `${unchosen > 0 || updated === 1 ? '' : 'All '}${count(updated, 'contact')}`;
    await offer(window.showInformationMessage, `${all} in ${file} updated ${placeAndAccount(record)}.`, [showResults]);
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
      ? [{ title: 'Update the Rest', command: commandId('updateContacts'), arguments: [next, notStarted] }]
      : []),
    { title: 'Show History', command: commandId('showHistory') },
  ];
  const isDone = totals.updated === totals.total && notStarted.length === 0;
  const notify = ending ? window.showErrorMessage : isDone ? window.showInformationMessage : window.showWarningMessage;
  await offer(notify, message, actions);
}

function placeAndAccount({ description: { target } }: RunResult['record']): string {
  return `${placeOf(target)} (${target.accountSid})`;
}

function add(a: Totals, b: Totals): Totals {
  return {
    updated: a.updated + b.updated,
    rejected: a.rejected + b.rejected,
    invalid: a.invalid + b.invalid,
    notSent: a.notSent + b.notSent,
    unknown: a.unknown + b.unknown,
    total: a.total + b.total,
  };
}
