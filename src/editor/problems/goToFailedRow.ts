import { Position, type Uri } from 'vscode';
import { numberText } from '../../core/count';
import { outcomeMessage } from '../../core/outcome';
import { failedRows, stepAmong, type RowPlace } from '../../core/run/failedRows';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import type { FollowedRows } from '../files/followedRows';
import { isPanelInFront } from '../filesOfCommand';
import type { ResultsPanel } from '../results/resultsPanel';
import { runInFront, type RunFinder } from '../run/runInFront';
import { fileOf } from '../run/runsOfFiles';
import type { FailedRowItem } from './failedRowItem';
import { revealRow } from './revealRow';
import type { ServerVerdicts } from './serverVerdicts';
import { window } from '../window';

export interface FailedRowParts extends RunFinder {
  readonly verdicts: ServerVerdicts;
  readonly item: FailedRowItem;
  readonly panel: ResultsPanel;
}

/**
 * Goes from where the file's cursor is to the next row that did not go through, wherever it is now, and says which of how many it is. The
 * focus stays in the panel if it is there.
 * @throws UserError when there is no such row
 */
export async function goToFailedRow(parts: FailedRowParts, direction: 'next' | 'previous'): Promise<void> {
  const { verdicts, item, panel } = parts;
  const record = await runInFront(parts);
  const failed = failedRows(record);
  if (failed.length === 0) throw nothingFailed(record);
  const index = stepAmong(failed, placeIn(record, verdicts.rowsOf(record), item), direction);
  const row = failed[index]!;
  const isPanel = isPanelInFront();
  await revealRow(record, row, verdicts, !isPanel);
  // VS Code makes the file's group the active one although the focus stays, and keybindings of the panel would no longer apply.
  if (isPanel) panel.show(true);
  item.show(
    record,
    row,
    `Failed row ${numberText(index + 1)} of ${numberText(failed.length)}`,
    outcomeMessage(record.outcome(row)!),
  );
}

function nothingFailed(record: RunRecord): UserError {
  const file = fileLabel(fileOf(record));
  const isOn = record.totals.pending > 0;
  const message = isOn ? `No row of ${file} has failed so far.` : `All rows of ${file} went through.`;
  return new UserError('nothing-failed', message, [], { severity: 'information' });
}

function placeIn(record: RunRecord, rows: FollowedRows | undefined, item: FailedRowItem): RowPlace {
  const cursor = cursorIn(fileOf(record));
  const last = item.rowOf(record);
  // A file of more than 50 MB has no editor that an extension can see.
  if (!cursor) return { row: last ?? -1, isInside: last !== undefined, isSeen: true };
  const row = lastRowFrom(cursor, record, rows);
  const end = row === -1 ? undefined : rows?.placeOf(row)?.end;
  return { row, isInside: row !== -1 && (!end || end.isAfterOrEqual(cursor)), isSeen: row === last };
}

function cursorIn(uri: Uri): Position | undefined {
  const editors = [...(window.activeTextEditor ? [window.activeTextEditor] : []), ...window.visibleTextEditors];
  return editors.find(({ document }) => document.uri.toString() === uri.toString())?.selection.active;
}

/** The last row that begins at the cursor or before it, by bisection: rows keep their order. */
function lastRowFrom(cursor: Position, { description }: RunRecord, rows: FollowedRows | undefined): number {
  const startOf = (row: number) =>
    rows?.placeOf(row)?.start ?? new Position(Math.max(0, description.rows.line(row) - 1), 0);
  let low = -1;
  let high = description.rows.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startOf(middle).isBeforeOrEqual(cursor)) low = middle;
    else high = middle - 1;
  }
  return low;
}
