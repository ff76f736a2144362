import { sidKey } from '../contact';
import type { ContactFile } from '../file/contactFile';
import type { Problem, TextRange } from '../problem';
import type { Steps } from '../steps';

/** More would make a file of one repeated sid cost its square. */
const mostRelated = 10;
const placesPerStep = 500;
const sidsPerStep = 10_000;

/**
 * Finds sids that stand in the file more than once: every occurrence is an error that leads to the others.
 * @param sids by row
 */
export function* findDuplicates(file: ContactFile, sids: readonly (string | undefined)[]): Steps<Problem[]> {
  const problems: Problem[] = [];
  let places = 0;
  for (const rows of yield* repeatedRows(sids)) {
    const ranges: TextRange[] = [];
    for (const row of rows) {
      if (++places % placesPerStep === 0) yield;
      const { start, end } = file.fieldRanges(row).find(({ field }) => field === 'sid') ?? file.rows[row]!;
      ranges.push({ start, end });
    }
    for (const [i, row] of rows.entries()) {
      if (++places % placesPerStep === 0) yield;
      const related = [];
      for (let other = 0; other < rows.length && related.length < mostRelated; other++) {
        if (other !== i) related.push({ ...ranges[other]!, message: 'The same sid' });
      }
      problems.push({
        ...ranges[i]!,
        code: 'duplicate-sid',
        severity: 'error',
        row,
        message: `This sid stands in ${rows.length} rows, and only one of them can be right. Keep one: none is sent.`,
        related,
      });
    }
  }
  return problems;
}

/** The rows that share a sid, one list for each such sid. */
function* repeatedRows(sids: readonly (string | undefined)[]): Steps<Iterable<number[]>> {
  const seen = new Set<string>();
  const repeated = new Map<string, number[]>();
  for (const [row, sid] of sids.entries()) {
    if (row % sidsPerStep === sidsPerStep - 1) yield;
    if (!sid) continue;
    const key = sidKey(sid);
    // One look instead of two: most sids are new.
    const before = seen.size;
    if (seen.add(key).size === before) repeated.set(key, []);
  }
  if (repeated.size === 0) return [];
  for (const [row, sid] of sids.entries()) {
    if (row % sidsPerStep === sidsPerStep - 1) yield;
    if (sid) repeated.get(sidKey(sid))?.push(row);
  }
  return repeated.values();
}
