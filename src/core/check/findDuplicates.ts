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
    const message = `This sid stands in ${rows.length} rows, and only one of them can be right. Keep one: none is sent.`;
    for (const row of rows) {
      if (++places % placesPerStep === 0) yield;
      ranges.push(file.valueRange(row, 'sid') ?? file.rows[row]!);
    }
    for (const [i, row] of rows.entries()) {
      if (++places % placesPerStep === 0) yield;
      const related: Problem['related'] = others(ranges, i);
      const { start, end } = ranges[i]!;
      problems.push({ code: 'duplicate-sid', severity: 'error', message, row, start, end, related });
    }
  }
  return problems;
}

function others(ranges: readonly TextRange[], index: number) {
  const related = [];
  for (let other = 0; other < ranges.length && related.length < mostRelated; other++) {
    const { start, end } = ranges[other]!;
    if (other !== index) related.push({ start, end, message: 'The same sid' });
  }
  return related;
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
