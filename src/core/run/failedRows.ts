import { isDone } from '../outcome';
import type { RunRecord } from './runRecord';

/** The rows that did not go through, in the order of the file. */
export function failedRows(record: RunRecord): number[] {
  const rows: number[] = [];
  for (const row of record.description.rows.keys()) {
    const outcome = record.outcome(row);
    if (outcome && !isDone(outcome.verdict)) rows.push(row);
  }
  return rows;
}

/** Where somebody is among the rows of a file. */
export interface RowPlace {
  /** The last row that begins at the place or before it; -1 where none does. */
  readonly row: number;
  /** Whether the place is in that row, and not behind it. */
  readonly isInside: boolean;
  /** Whether somebody was led to that row last, so that it is not the next one. */
  readonly isSeen: boolean;
}

/**
 * The row to go to, as VS Code goes through problems: the one at the place, if nobody was led there yet; else the next one in a direction,
 * and after the last one the first.
 * @param rows at least one, in their order
 * @returns its index among `rows`
 */
export function stepAmong(rows: readonly number[], place: RowPlace, direction: 'next' | 'previous'): number {
  const { row, isInside, isSeen } = place;
  const here = isInside ? rows.indexOf(row) : -1;
  if (here !== -1 && !isSeen) return here;
  if (direction === 'next') {
    const next = rows.findIndex((candidate) => candidate > row);
    return next === -1 ? 0 : next;
  }
  const previous = rows.findLastIndex((candidate) => (isInside ? candidate < row : candidate <= row));
  return previous === -1 ? rows.length - 1 : previous;
}
