import type { ContactFile } from '../file/contactFile';
import { findStart } from '../csv/csvDelimiter';
import { csvCell } from '../export/csvCell';
import type { TextEdit } from '../fix/textEdit';

/** The sids of new contacts, by row. The rows have none in the file. */
export type SidsOfRows = ReadonlyMap<number, string>;

/** The edits that write sids into a file, in the order of its text. All else stays as it is, to the last character. */
export function sidEdits(file: ContactFile, sids: SidsOfRows): TextEdit[] {
  const inOrder = [...sids].sort(([a], [b]) => a - b);
  if (file.format === 'csv') return csvEdits(file, inOrder);
  return inOrder.map(([row, sid]) => jsonEdit(file, row, sid));
}

/** Replaces an empty sid; else the sid becomes the first member, written like the one after it. */
function jsonEdit(file: ContactFile, row: number, sid: string): TextEdit {
  const value = JSON.stringify(sid);
  const empty = file.valueRange(row, 'sid');
  if (empty) return { start: empty.start, end: empty.end, text: value };
  const [first] = file.fieldRanges(row);
  const start = file.rows.start(row) + 1;
  const space = file.text.slice(start, first!.nameRange.start);
  const colon = file.text.slice(first!.nameRange.end, first!.start);
  // A line end goes with its indentation, which the next member keeps.
  return { start, end: start, text: `${space}"sid"${colon}${value},${space === '' && colon.endsWith(' ') ? ' ' : ''}` };
}

/** Fills the cells of the column for the sid. Without such a column there is a new one at the end, of which only these rows have cells. */
function csvEdits(file: ContactFile, sids: readonly (readonly [row: number, sid: string])[]): TextEdit[] {
  const { columns, text, rows } = file;
  const delimiter = String.fromCharCode(findStart(text).delimiter);
  const column = columns.findIndex(({ target }) => target.kind === 'field' && target.field === 'sid');
  const isNew = column === -1;
  const isQuoted = columns.every(({ start }) => text.charCodeAt(start) === 0x22);
  const cell = (value: string) => csvCell(value, delimiter, isQuoted);
  const edits = sids.map(([row, sid]): TextEdit => {
    const cells = file.fieldRanges(row);
    const there = isNew ? undefined : cells[column];
    if (there) return { start: there.start, end: there.end, text: cell(sid) };
    const missing = (isNew ? columns.length : column) - cells.length;
    const end = rows.end(row);
    // What a row has beyond the header's columns are empty cells, and the sid takes their place.
    const start = isNew && missing === 0 ? Math.min(cells.at(-1)!.end, end) : end;
    return { start, end, text: delimiter.repeat(missing + 1) + cell(sid) };
  });
  if (!isNew || edits.length === 0) return edits;
  const headerEnd = columns.at(-1)!.end;
  return [{ start: headerEnd, end: headerEnd, text: delimiter + cell('sid') }, ...edits];
}
