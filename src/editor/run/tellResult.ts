import { window } from 'vscode';
import { count } from '../../core/count';
import type { RunRecord } from '../../core/run/runRecord';
import type { UserError, UserErrorAction } from '../../core/userError';
import { commandId } from '../ids';
import type { Log } from '../log';
import { offer } from '../offer';
import { describeTotals } from './describeRun';
import { fileOf } from './runsOfFiles';

/** Says what a run came to, and does not wait for the click. */
export function tellResult(record: RunRecord, where: string, ending: UserError | undefined, log: Log): void {
  if (ending) log.warn(`updateContacts: ${ending.message}`);
  tell(record, where, ending).catch((error: unknown) => log.bug('tellResult', error));
}

async function tell(record: RunRecord, where: string, ending: UserError | undefined): Promise<void> {
  const { totals, description } = record;
  const open = totals.rejected + totals.notSent + totals.unknown;
  const showResults: UserErrorAction = {
    title: 'Show Results',
    command: commandId('showResults'),
    arguments: [description.runId],
  };
  const goOn = (title: string): UserErrorAction[] =>
    open > 0 ? [{ title, command: commandId('retryFailed'), arguments: [fileOf(record)] }] : [];

  if (ending) {
    const last = [...goOn('Resume'), showResults];
    const message = `${ending.message} ${describeTotals(totals)}.`;
    const taken = await offer(window.showErrorMessage, message, [...ending.actions.slice(0, 2), ...last]);
    if (!taken || last.includes(taken)) return;
    // The message went with its buttons, and what it led to was only to make way for this.
    const rest = `${count(open, 'row')} of ${description.file.name} did not go through yet.`;
    await offer(window.showInformationMessage, rest, last);
  } else if (totals.updated === totals.total) {
    const all = totals.total === 1 ? '1 contact' : `All ${count(totals.total, 'contact')}`;
    await offer(window.showInformationMessage, `${all} updated in ${where}.`, [showResults]);
  } else {
    await offer(window.showWarningMessage, `${describeTotals(totals)} in ${where}.`, [showResults, ...goOn('Retry')]);
  }
}
