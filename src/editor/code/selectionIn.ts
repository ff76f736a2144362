import { type Uri } from 'vscode';
import type { TextRange } from '../../core/problem';
import { window } from '../window';

/** What is selected in the text of a file. */
export interface Selected {
  readonly ranges: readonly TextRange[];
  /** Of the document at that time. */
  readonly version: number;
}

/** What is selected of a file in the active editor; undefined where that shows another file or has only cursors. */
export function selectionIn(uri: Uri): Selected | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return undefined;
  const { document } = editor;
  const ranges = editor.selections
    .filter(({ isEmpty }) => !isEmpty)
    .map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }));
  return ranges.length > 0 ? { ranges, version: document.version } : undefined;
}
