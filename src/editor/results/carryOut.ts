import { commands, env } from 'vscode';
import { count } from '../../core/count';
import { finishInSlices } from '../../core/steps';
import type { Wish } from '../../protocol';
import { commandId } from '../ids';
import type { Log } from '../log';
import { reportError } from '../reportError';
import type { PreviewDocuments } from '../preview/previewDocuments';
import type { CurrentRun } from '../run/currentRun';
import type { ServerVerdicts } from '../problems/serverVerdicts';
import type { ShownResults } from './shownResults';
import { window } from '../window';

export interface WishParts {
  readonly current: CurrentRun;
  readonly shown: ShownResults;
  readonly verdicts: ServerVerdicts;
  readonly previews: PreviewDocuments;
  readonly log: Log;
}

/**
 * Does what a person asked for on the results page, on what they saw. By the time the wish arrives something else may be
 * shown: then the page is painted again and nothing else is done.
 */
export async function carryOut(wish: Wish, parts: WishParts): Promise<void> {
  try {
    if (!(await isDone(wish, parts))) parts.shown.refresh();
  } catch (error) {
    reportError(wish.type, error, parts.log);
  }
}

/** False where the wish is about something that is not there any more. */
async function isDone(wish: Wish, { current, shown, verdicts, previews }: WishParts): Promise<boolean> {
  const isOn = current.record?.description.runId === wish.id;
  const { record, check, preview } = shown;
  const isShown = shown.id === wish.id;
  switch (wish.type) {
    case 'stop':
      if (isOn) current.stop();
      return isOn;
    case 'show':
      await shown.open(wish.id);
      return true;
    case 'goOn': {
      const command = shown.goOn === 'Resume' ? 'resumeRun' : 'retryFailed';
      if (isShown && record) await commands.executeCommand(commandId(command), wish.id);
      return isShown;
    }
    case 'checkAgain':
      if (isShown && check) await commands.executeCommand(commandId('checkFile'), check.uri);
      return isShown;
    case 'previewAgain':
      if (isShown && preview) await commands.executeCommand(commandId('previewChanges'), ...preview.again);
      return isShown;
    case 'showDifferences': {
      if (!isShown || !preview) return isShown;
      const { showDifferences } = await import('../preview/showDifferences.js');
      await showDifferences(preview, previews);
      return true;
    }
    case 'retryRows':
      if (isShown && record) await commands.executeCommand(commandId('retryFailed'), wish.id, wish.rows);
      return isShown;
    case 'copySids':
    case 'copyRows':
      if (!isShown) return false;
      await copy(wish, shown);
      return true;
    case 'exportRows': {
      const { id: runId, rows } = wish;
      if (isShown && record) await commands.executeCommand(commandId('exportResults'), { runId, rows });
      return isShown;
    }
    case 'reveal': {
      if (!isShown || wish.row >= shown.rows.count) return false;
      if (check) {
        const { revealProblem } = await import('./revealProblem.js');
        await revealProblem(check, wish.row, wish.focus);
      }
      if (preview) await preview.reveal(wish.row, wish.focus);
      if (!record) return true;
      const { revealRow } = await import('../problems/revealRow.js');
      await revealRow(record, wish.row, verdicts, wish.focus);
      return true;
    }
  }
}

const toldForMs = 4_000;

/** Puts rows of the table on the clipboard: the page does not have all of their texts. */
async function copy(wish: Extract<Wish, { type: 'copyRows' | 'copySids' }>, shown: ShownResults): Promise<void> {
  const { rows } = shown;
  const wanted = wish.rows.filter((row) => row < rows.count);
  if (wish.type === 'copySids') {
    await env.clipboard.writeText(
      wanted
        .map((row) => rows.sid(row))
        .filter((sid) => sid !== '')
        .join('\n'),
    );
  } else {
    const { copyRows } = await import('./copyRows.js');
    const kind = shown.check ? 'check' : shown.preview ? 'preview' : 'run';
    await env.clipboard.writeText(await finishInSlices(copyRows(rows, wanted, wish.columns, wish.format, kind)));
  }
  window.setStatusBarMessage(
    `Copied ${wish.type === 'copySids' ? 'the SIDs of ' : ''}${count(wanted.length, 'row')}`,
    toldForMs,
  );
}
