import type { Problem, TextRange } from '../problem';
import type { Patch } from '../text/patch';
import type { ContactFile, OnRow, RowsRead } from './contactFile';
import { ReadFile } from './readFile';
import { firstRow } from './firstRow';
import type { RowTable } from './rowTable';
import type { TextSource } from '../text/textSource';

/** With more rows to be read again, one reads the file again. */
const mostRows = 1000;

/**
 * Reads the rows again that a patch touched, and takes all others over. That is possible where each of them could be read before,
 * can be read now, and ends where its text ends: then nothing outside of them can have changed its meaning.
 * @param patch all of what changed since the file was read
 * @returns the file as a whole, and which rows were read; undefined where the file has to be read again
 */
export function reread(file: ContactFile, text: TextSource, patch: Patch, onRow: OnRow) {
  const touched = touchedRows(file.rows, patch);
  if (!touched || !(file instanceof ReadFile)) return undefined;
  // What is broken in a document may be understood by what follows on its line, so that an edit there changes it.
  if (file.format === 'json' && !file.whole) return undefined;
  const { first, last } = touched;
  const region = { start: file.rows.start(first), end: file.rows.end(last) };
  const problems = moveProblems(file.problems, patch);
  // What the reader found between rows may be about what has changed.
  if (!problems || file.problems.some(({ start }) => start >= region.start && start < region.end)) return undefined;
  const read = file.read.reread(text, touched, patch, onRow);
  return read && { file: new ReadFile(read, problems, file.whole, file.columns), first, last };
}

function touchedRows(rows: RowTable, { start, end }: Patch) {
  const first = firstRow(rows.length, (row) => rows.end(row) >= start);
  const last = firstRow(rows.length, (row) => rows.start(row) > end) - 1;
  if (last < first || last - first >= mostRows || rows.start(first) > start || rows.end(last) < end) return undefined;
  for (let row = first; row <= last; row++) if (rows.isFaulty(row)) return undefined;
  return { first, last };
}

/** Problems in their new places; undefined when the patch is inside of one. */
export function moveProblems(problems: readonly Problem[], patch: Patch): Problem[] | undefined {
  const isOutside = ({ start, end }: TextRange) => end <= patch.start || start >= patch.end;
  const move = <T extends TextRange>(range: T): T =>
    range.end <= patch.start ? range : { ...range, start: range.start + patch.shift, end: range.end + patch.shift };
  const moved: Problem[] = [];
  for (const problem of problems) {
    if (!isOutside(problem) || problem.related?.some((range) => !isOutside(range))) return undefined;
    const { related } = problem;
    moved.push(related ? { ...move(problem), related: related.map(move) } : move(problem));
  }
  return moved;
}

/**
 * Reads rows one after the other, and checks that what is between them is as before.
 * @param readRow reads the row that begins at an offset of the new text and returns the offset after it; -1 when it cannot
 */
export function rereadInPlace(
  before: RowsRead,
  text: TextSource,
  { first, last }: { readonly first: number; readonly last: number },
  { shift }: Patch,
  readRow: (row: number, start: number) => number,
): boolean {
  const { rows } = before;
  let start = rows.start(first);
  for (let row = first; ; row++) {
    const end = readRow(row, start);
    if (end === -1) return false;
    if (row === last) return end === rows.end(last) + shift;
    const gap = rows.start(row + 1) - rows.end(row);
    if (text.slice(end, end + gap) !== before.text.slice(rows.end(row), rows.start(row + 1))) return false;
    start = end + gap;
  }
}
