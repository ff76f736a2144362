import { commands, Range, Selection, TextEditorRevealType, workspace, type Position, type Uri } from 'vscode';
import { sidKey } from '../../core/contact';
import type { Outcome } from '../../core/outcome';
import { faultRange } from '../../core/run/faultRange';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { toRange } from '../files/toRange';
import { builtInCommands } from '../ids';
import { openDocument } from '../openDocument';
import { readContacts } from '../readContacts';
import { columnBesideResults } from '../results/columnBesideResults';
import { fileOf } from '../run/runsOfFiles';
import type { ServerVerdicts } from './serverVerdicts';
import { window } from '../window';

/**
 * Leads to a run's row in its file, and in it to what is wrong with it: to where the row is now, where it was followed; else to
 * the row that has its sid now; else to the line it had then. VS Code opens files of any size this way.
 */
export async function revealRow(
  record: RunRecord,
  row: number,
  verdicts: ServerVerdicts,
  focus: boolean,
): Promise<void> {
  const uri = fileOf(record);
  const { rows } = record.description;
  const [line, sid] = [rows.line(row), rows.sid(row)];
  await requireThere(uri, line);
  const outcome = record.outcome(row);
  const { start } =
    followed(record, row, verdicts, outcome) ?? (await findBySid(uri, line, sid, outcome)) ?? lineRange(line);
  if (!focus && moveCursor(uri, start)) return;
  await commands.executeCommand(builtInCommands.open, uri, {
    selection: new Range(start, start),
    viewColumn: columnBesideResults(uri),
    preserveFocus: !focus,
  });
}

/** In an editor that is visible, which is quick, and leaves all else as it is. False when there is none. */
function moveCursor(uri: Uri, to: Position): boolean {
  const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  if (!editor) return false;
  editor.selection = new Selection(to, to);
  editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}

async function requireThere(uri: Uri, line: number): Promise<void> {
  if (openDocument(uri)) return;
  const trouble = (cause?: unknown) =>
    new UserError('unreadable-file', `${fileLabel(uri)} no longer exists. The row was on line ${line}.`, [], { cause });
  if (uri.scheme === 'untitled') throw trouble();
  await Promise.resolve(workspace.fs.stat(uri)).catch((cause: unknown) => {
    throw trouble(cause);
  });
}

function followed(record: RunRecord, row: number, verdicts: ServerVerdicts, outcome: Outcome | undefined) {
  const rows = verdicts.rowsOf(record);
  return rows?.within(row, faultRange(rows.contacts.checked, row, outcome)) ?? rows?.placeOf(row);
}

/** The row with this sid that is nearest to the line; undefined where there is none, or the file cannot be read. */
async function findBySid(uri: Uri, line: number, sid: string, outcome: Outcome | undefined) {
  const contacts = await readContacts(uri).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  if (!contacts) return undefined;
  const { checked, lines } = contacts;
  const distance = (row: number) => Math.abs(lines.lineAt(checked.file.rows.start(row)) + 1 - line);
  let best: number | undefined;
  for (const row of checked.file.rows.keys()) {
    const other = checked.sidOf(row);
    if (!sid || !other || sidKey(other) !== sidKey(sid)) continue;
    if (best === undefined || distance(row) < distance(best)) best = row;
  }
  return best === undefined ? undefined : toRange(faultRange(checked, best, outcome), lines);
}

function lineRange(line: number): Range {
  return new Range(line - 1, 0, line - 1, 0);
}
