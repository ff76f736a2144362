import type { ContactFile } from '../file/contactFile';
import type { TextSource } from '../file/textSource';
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
      : lineRange(file.text, file.rows[first]!.start, file.rows[last]!.end),
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

/** With the comma behind, else with the one before. */
function listRange({ text, rows }: ContactFile, first: number, last: number): TextRange {
  const { start } = rows[first]!;
  const { end } = rows[last]!;
  const next = rows[last + 1];
  if (next && isBetweenRows(text, end, next.start)) return { start, end: next.start };
  const previous = rows[first - 1];
  if (previous && isBetweenRows(text, previous.end, start)) return { start: previous.end, end };
  return { start, end };
}

/** What belongs to the list itself, such as a bracket that a fault put there, stays. */
function isBetweenRows(text: TextSource, start: number, end: number) {
  return /^[\s,]*$/.test(text.slice(start, end));
}
