import type { TextRange } from '../problem';
import { firstRow } from './firstRow';
import type { RowTable } from './rowTable';

/** The rows of which a character is in one of the ranges, each once, in the order of the text. */
export function rowsIn(rows: RowTable, ranges: readonly TextRange[]): number[] {
  const found: number[] = [];
  let next = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const first = firstRow(rows.length, (row) => rows.end(row) > start);
    for (let row = Math.max(first, next); row < rows.length && rows.start(row) < end; row++) {
      found.push(row);
      next = row + 1;
    }
  }
  return found;
}
