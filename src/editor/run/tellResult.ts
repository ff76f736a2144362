import { commands, window } from 'vscode';
import type { RunSummary } from '../../core/run/summary';
import { UserError, type UserErrorAction } from '../../core/userError';
import { commandId } from '../ids';
import type { Log } from '../log';
import { reportError } from '../reportError';
import { count } from './confirmUpdate';
import { describeTotals } from './describeRun';

const showResults: UserErrorAction = { title: 'Show Results', command: commandId('showResults') };
const retry: UserErrorAction = { title: 'Retry', command: commandId('retryFailed') };

/** Says what a run came to, and does not wait for the click. */
export function tellResult(summary: RunSummary, where: string, ending: UserError | undefined, log: Log): void {
  if (ending) {
    const so = ` ${describeTotals(summary)}.`;
    const actions = [...ending.actions.slice(0, 2), retry, showResults];
    reportError(
      'updateContacts',
      new UserError(ending.code, ending.message + so, actions, { cause: ending.cause }),
      log,
    );
    return;
  }
  const open = summary.rejected + summary.notSent + summary.unknown;
  if (open + summary.invalid === 0) {
    void offer(window.showInformationMessage, `All ${count(summary.total, 'contact')} updated in ${where}.`, [
      showResults,
    ]);
  } else {
    const actions = open > 0 ? [showResults, retry] : [showResults];
    void offer(window.showWarningMessage, `${describeTotals(summary)} in ${where}.`, actions);
  }
}

async function offer(
  show: (message: string, ...titles: string[]) => Thenable<string | undefined>,
  message: string,
  actions: readonly UserErrorAction[],
): Promise<void> {
  const title = await show(message, ...actions.map((action) => action.title));
  const action = actions.find((candidate) => candidate.title === title);
  if (action) await commands.executeCommand(action.command);
}
