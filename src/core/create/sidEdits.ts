import type { CheckedFile } from '../check/checkContacts';
import { sidKey } from '../contact';
import type { ContactFile } from '../file/contactFile';
import { findStart } from '../csv/csvDelimiter';
import { csvCell } from '../export/csvCell';
import type { TextEdit } from '../fix/textEdit';

/** The sids of new contacts, by row. The rows have none in the file. */
export type SidsOfRows = ReadonlyMap<number, string>;

/** Why a sid is not written: another row has it, or the row of a CSV lacks cells before the column. */
export type ReasonToLeave = 'taken' | 'short';

export interface SidEdits {
  /** In the order of the text. All else stays as it is, to the last character. */
  readonly edits: readonly TextEdit[];
  /** By row: the sids that are not written. */
  readonly left: ReadonlyMap<number, ReasonToLeave>;
}

/** The edits that write sids into a file. Rows that have one are passed over; no two rows get the same. */
export function sidEdits({ file, sidOf }: Pick<CheckedFile, 'file' | 'sidOf'>, sids: SidsOfRows): SidEdits {
  const left = new Map<number, ReasonToLeave>();
  const wanted = [...sids].filter(([row]) => sidOf(row) === undefined).sort(([a], [b]) => a - b);
  if (wanted.length === 0) return { edits: [], left };
  const times = new Map<string, number>();
  const count = (sid: string) => times.set(sidKey(sid), (times.get(sidKey(sid)) ?? 0) + 1);
  for (const row of file.rows.keys()) count(sidOf(row) ?? '');
  for (const [, sid] of wanted) count(sid);
  const free = wanted.filter(([row, sid]) => {
    const isFree = times.get(sidKey(sid)) === 1;
    if (!isFree) left.set(row, 'taken');
    return isFree;
  });
  if (file.format !== 'csv') return { edits: free.map(([row, sid]) => jsonEdit(file, row, sid)), left };
  const column = file.columns.findIndex(({ target }) => target.kind === 'field' && target.field === 'sid');
  return { edits: column === -1 ? newColumn(file, new Map(free)) : fillColumn(file, column, free, left), left };
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

/** Fills the cells of the column for the sid. A row that lacks cells before it stays as it is: an empty cell can mean something. */
function fillColumn(
  file: ContactFile,
  column: number,
  sids: readonly (readonly [row: number, sid: string])[],
  left: Map<number, ReasonToLeave>,
): TextEdit[] {
  const { delimiter, cell } = styleOf(file);
  return sids.flatMap(([row, sid]): TextEdit[] => {
    const cells = file.fieldRanges(row);
    const there = cells[column];
    if (there) return [{ start: there.start, end: there.end, text: cell(sid) }];
    if (cells.length === column) {
      const end = file.rows.end(row);
      return [{ start: end, end, text: delimiter + cell(sid) }];
    }
    left.set(row, 'short');
    return [];
  });
}

/** A new first column, with a cell in every row: what a row has too many of at its end stays too many. */
function newColumn(file: ContactFile, sids: SidsOfRows): TextEdit[] {
  if (sids.size === 0) return [];
  const { delimiter, cell } = styleOf(file);
  const edit = (start: number, value: string): TextEdit => ({ start, end: start, text: cell(value) + delimiter });
  const { rows, columns } = file;
  return [
    edit(columns[0]!.start, 'sid'),
    ...Array.from(rows.keys(), (row) => edit(rows.start(row), sids.get(row) ?? '')),
  ];
}

function styleOf({ text, columns }: ContactFile): { delimiter: string; cell: (value: string) => string } {
  const delimiter = String.fromCharCode(findStart(text).delimiter);
  const isQuoted = columns.every(({ start }) => text.charCodeAt(start) === 0x22);
  return { delimiter, cell: (value) => csvCell(value, delimiter, isQuoted) };
}
