import type { Range } from 'vscode';
import { Selection, TextEditorRevealType, window, workspace } from 'vscode';
import { sidKey } from '../../core/contact';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { readContacts } from '../readContacts';
import { toRange } from './localProblems';
import { fileOf } from './runsOfFiles';
import type { ServerVerdicts } from './serverVerdicts';

/**
 * Leads to a run's row in its file: to where it has moved, where somebody followed it; else to where its sid stands now; else to its
 * line of then.
 */
export async function revealRow(
  record: RunRecord,
  row: number,
  verdicts: ServerVerdicts,
  focus: boolean,
): Promise<void> {
  const uri = fileOf(record);
  const { line, sid } = record.description.rows[row]!;
  const document = await Promise.resolve(workspace.openTextDocument(uri)).catch((cause: unknown) => {
    throw new UserError(
      'unreadable-file',
      `${record.description.file.name} cannot be opened in an editor: it may be renamed, deleted, or too large. The row was in line ${line}.`,
      [],
      {
        cause,
      },
    );
  });
  let range: Range | undefined;
  const place = verdicts.placeOf(record, row);
  if (place) {
    range = toRange(place, { positionAt: (offset) => document.positionAt(offset) });
  } else {
    const { checked, lines } = await readContacts(uri);
    const found = nearest(checked.sids, sid, (other) =>
      Math.abs(lines.lineAt(checked.file.rows[other]!.start) + 1 - line),
    );
    if (found !== undefined) range = toRange(checked.file.rows[found]!, lines);
  }
  range ??= document.lineAt(Math.min(line, document.lineCount) - 1).range;
  const editor = await window.showTextDocument(document, {
    viewColumn: columnOf(uri.toString()),
    preserveFocus: !focus,
  });
  editor.selection = new Selection(range.start, range.start);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

function nearest(
  sids: readonly (string | undefined)[],
  sid: string,
  distance: (row: number) => number,
): number | undefined {
  let best: number | undefined;
  for (const [row, other] of sids.entries()) {
    if (!sid || !other || sidKey(other) !== sidKey(sid)) continue;
    if (best === undefined || distance(row) < distance(best)) best = row;
  }
  return best;
}

/** The column where the file is open already, else the first: never on top of the results. */
function columnOf(uri: string): number {
  for (const { tabs, viewColumn } of window.tabGroups.all) {
    for (const { input } of tabs) {
      if (typeof input === 'object' && input !== null && 'uri' in input && String(input.uri) === uri) return viewColumn;
    }
  }
  return 1;
}
