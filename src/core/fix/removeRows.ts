import type { ContactFile } from '../file/contactFile';
import type { TextSource } from '../text/textSource';
import type { TextRange } from '../problem';
import type { TextEdit } from './textEdit';

/** Takes rows out of the file: lines with their breaks, or contacts of a JSON list with their commas. `rows` in ascending order. */
export function removeRows(file: ContactFile, rows: readonly number[]): TextEdit[] {
  const runs: { first: number; last: number }[] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run?.last === row - 1) run.last = row;
    else runs.push({ first: row, last: row });
  }
  const ranges = runs.map(({ first, last }) =>
    file.format === 'json'
      ? listRange(file, first, last)
      : lineRange(file.text, file.rows.start(first), file.rows.end(last)),
  );
  return ranges.map((range) => ({ ...range, text: '' }));
}

/** From the beginning of a line to that of the next; the last line goes with the break before it. */
function lineRange(text: TextSource, from: number, to: number): TextRange {
  let start = from;
  while (start > 0 && isBlank(text, start - 1)) start--;
  let end = to;
  while (end < text.length && isBlank(text, end)) end++;
  if (end === text.length) return { start: beforeBreak(text, start), end };
  return { start, end: end + (text.slice(end, end + 2) === '\r\n' ? 2 : 1) };
}

function isBlank(text: TextSource, offset: number) {
  const code = text.charCodeAt(offset);
  return code === 0x20 || code === 0x09;
}

function beforeBreak(text: TextSource, offset: number) {
  const before = text.slice(Math.max(0, offset - 2), offset);
  if (before === '\r\n') return offset - 2;
  return /[\r\n]$/.test(before) ? offset - 1 : offset;
}

/** With the comma after, else with the one before. */
function listRange({ text, rows }: ContactFile, first: number, last: number): TextRange {
  const start = rows.start(first);
  const end = rows.end(last);
  const next = last + 1 < rows.length ? rows.start(last + 1) : undefined;
  if (next !== undefined && isBetweenRows(text, end, next)) return { start, end: next };
  const previous = first > 0 ? rows.end(first - 1) : undefined;
  if (previous !== undefined && isBetweenRows(text, previous, start)) return { start: previous, end };
  return { start, end };
}

/** What belongs to the list itself, such as a bracket that a fault put there, stays. */
function isBetweenRows(text: TextSource, start: number, end: number) {
  return /^[\s,]*$/.test(text.slice(start, end));
}
