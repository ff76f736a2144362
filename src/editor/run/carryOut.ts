import { commands } from 'vscode';
import { commandId } from '../ids';
import type { Log } from '../log';
import { reportError } from '../reportError';
import type { Wish } from '../results/resultsPanel';
import { fileOf, type Runs } from './runs';
import type { ServerVerdicts } from './serverVerdicts';

/** Does what a person asked for on the results page. */
export async function carryOut(wish: Wish, runs: Runs, verdicts: ServerVerdicts, log: Log): Promise<void> {
  try {
    const record = await runs.last();
    if (wish.type !== 'reveal') {
      await commands.executeCommand(
        commandId(wish.type === 'stop' ? 'stopUpdate' : wish.type),
        record && fileOf(record),
      );
      return;
    }
    const { revealRow } = await import('./revealRow.js');
    if (record) await revealRow(record, wish.row, verdicts, wish.focus);
  } catch (error) {
    reportError(wish.type, error, log);
  }
}
