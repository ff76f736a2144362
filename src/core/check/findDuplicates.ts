import { sidKey } from '../contact';
import type { ContactFile } from '../file/contactFile';
import type { Problem, TextRange } from '../problem';
import type { Steps } from '../steps';

/** More would make a file of one repeated sid cost its square. */
const mostRelated = 10;
const placesPerStep = 500;
const sidsPerStep = 10_000;

type SidOf = (row: number) => string | undefined;
type HashOf = (row: number) => number | undefined;

/**
 * Finds sids that are in the file more than once: every occurrence is an error that leads to the others.
 * @param hashOf a hash of the sid's key, for the rows that have a sid
 */
export function* findDuplicates(file: ContactFile, sidOf: SidOf, hashOf: HashOf): Steps<Problem[]> {
  const problems: Problem[] = [];
  for (const rows of yield* repeatedRows(file.rows.length, sidOf, hashOf)) {
    for (const problem of yield* duplicatesOf(file, rows)) problems.push(problem);
    if (problems.length % placesPerStep < rows.length) yield;
  }
  return problems;
}

/** What there is to say of the rows that share a sid; nothing when there is only one. */
export function* duplicatesOf(file: ContactFile, rows: readonly number[]): Steps<Problem[]> {
  if (rows.length < 2) return [];
  const message = `This sid is used in ${rows.length} rows, so none of them is sent. Keep only one.`;
  const ranges: TextRange[] = [];
  for (const row of rows) {
    if (ranges.length % placesPerStep === placesPerStep - 1) yield;
    ranges.push(file.valueRange(row, 'sid') ?? file.rows.range(row));
  }
  const problems: Problem[] = [];
  for (const [i, row] of rows.entries()) {
    if (i % placesPerStep === placesPerStep - 1) yield;
    const related: Problem['related'] = others(ranges, i);
    const { start, end } = ranges[i]!;
    problems.push({ code: 'duplicate-sid', severity: 'error', message, row, start, end, related });
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

/**
 * The rows that share a sid, one list for each such sid. In a table by hash (open addressing, half empty) each sid is looked at as text
 * only where two hashes agree: a set of half a million texts takes ten times as long.
 */
function* repeatedRows(rows: number, sidOf: SidOf, hashOf: HashOf): Steps<Iterable<number[]>> {
  const size = 2 ** Math.ceil(Math.log2(Math.max(rows, 1) * 2));
  /** The row in each place, plus one; 0 where there is none. */
  const table = new Int32Array(size);
  const repeated = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    if (row % sidsPerStep === sidsPerStep - 1) yield;
    const hash = hashOf(row);
    if (hash === undefined) continue;
    let place = (hash ^ (hash >>> 16)) & (size - 1);
    for (; table[place] !== 0; place = (place + 1) & (size - 1)) {
      const other = table[place]! - 1;
      if (hashOf(other) !== hash || !areTwins(sidOf(other), sidOf(row))) continue;
      const list = repeated.get(other);
      if (list) list.push(row);
      else repeated.set(other, [other, row]);
      break;
    }
    if (table[place] === 0) table[place] = row + 1;
  }
  return repeated.values();
}

function areTwins(sid: string | undefined, other: string | undefined): boolean {
  return sid !== undefined && other !== undefined && sidKey(sid) === sidKey(other);
}
