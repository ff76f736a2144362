import { type Uri } from 'vscode';
import { rowsAt } from '../core/file/rowsAt';
import type { TextRange } from '../core/problem';
import { UserError } from '../core/userError';
import { fileLabel } from './fileLabel';
import type { CheckedContacts } from './readContacts';
import { window } from './window';

/** What is selected in the text of a file. */
export interface Selected {
  /** A cursor is a range without a character. */
  readonly ranges: readonly TextRange[];
  /** Of the document at that time. */
  readonly version: number;
}

/** What is selected of a file in the active editor; undefined where that shows another file or has only cursors. */
export function selectionIn(uri: Uri): Selected | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString() || editor.selections.every(({ isEmpty }) => isEmpty))
    return undefined;
  const { document, selections } = editor;
  const ranges = selections.map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }));
  return { ranges, version: document.version };
}

/**
 * The rows that are selected, the same for every command: those of which a character is selected, and at a cursor beside a selection the
 * row that it is on.
 * @param notDone what did not happen where the file changed since: "copied"
 * @returns undefined where no row is
 * @throws UserError when the file changed since
 */
export function selectedRows(
  { uri, checked, lines, version }: CheckedContacts,
  selected: Selected | undefined,
  notDone: string,
): number[] | undefined {
  if (!selected) return undefined;
  if (selected.version !== version) {
    const message = `${fileLabel(uri)} changed while it was being read. Nothing was ${notDone}. Run the command again.`;
    throw new UserError('file-changed', message);
  }
  const rows = rowsAt(checked.file.rows, selected.ranges, (offset) => {
    const line = lines.lineAt(offset);
    return { start: lines.lineStart(line), end: lines.lineStart(line + 1) };
  });
  return rows.length > 0 ? rows : undefined;
}
