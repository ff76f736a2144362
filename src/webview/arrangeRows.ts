import { literalPattern } from '../core/literalPattern';
import { rowStates } from '../core/results/rowState';
import { hasRow } from '../core/rowBits';
import type { SentResult } from '../protocol';
import { reasonKeys } from './reasons';
import type { ResultRows } from './resultRows';
import type { Sort, ViewState } from './viewState';

export type Arrangement = Pick<ViewState, 'states' | 'reasons' | 'text' | 'sort'>;

/** What the extension said about the texts that only it holds. */
export interface Replies {
  /** One bit for each row: whether the text is in one of these. */
  readonly found?: Uint8Array | undefined;
  /** All rows in the order of the column that they are sorted by. */
  readonly order?: Uint32Array | undefined;
}

/** The rows to show, filtered and sorted. Equal rows keep the order of the file. Takes a fixed number of steps for each row. */
export function arrangeRows(
  rows: ResultRows,
  { states, reasons, text, sort }: Arrangement,
  { found, order }: Replies,
): Uint32Array {
  const { length, resultOf, results } = rows;
  const isChosen = chooseResults(results, states, reasons);
  const pattern = literalPattern(text);
  const holdsText = results.map(([, code, message]) => !pattern || pattern.test(code) || pattern.test(message ?? ''));
  const wantedLine = pattern && String(Number(text)) === text.trim() ? Number(text) : 0;
  const shown = new Uint32Array(length);
  let count = 0;
  for (let index = 0; index < length; index++) {
    const row = order ? order[index]! : index;
    const result = resultOf[row]!;
    if (!isChosen[result]) continue;
    const matches = holdsText[result] || (found && hasRow(found, row)) || rows.line(row) === wantedLine;
    if (matches) shown[count++] = row;
  }
  const inOrder = shown.subarray(0, count);
  if (order) return inOrder;
  // The file's own order needs no sorting, which is what most people look at.
  if (sort.column === 'line') return sort.descending ? inOrder.reverse() : inOrder;
  return sortByResult(inOrder, resultOf, rankResults(results, sort));
}

/** Which results pass the filters by verdict and by reason. */
function chooseResults(
  results: readonly SentResult[],
  states: Arrangement['states'],
  reasons: Arrangement['reasons'],
): boolean[] {
  const keys = reasons.length > 0 ? reasonKeys(results) : [];
  return results.map(
    ([state], index) =>
      (states.length === 0 || states.includes(state ?? 'pending')) &&
      (reasons.length === 0 || reasons.includes(keys[index] ?? '')),
  );
}

/** Counts how many rows each rank has, and so knows where each of them begins. */
function sortByResult(shown: Uint32Array, resultOf: Uint16Array, rankOf: readonly number[]): Uint32Array {
  const next = new Uint32Array(rankOf.length + 1);
  for (const row of shown) next[rankOf[resultOf[row]!]! + 1]!++;
  for (let rank = 1; rank < next.length; rank++) next[rank]! += next[rank - 1]!;
  const sorted = new Uint32Array(shown.length);
  for (const row of shown) sorted[next[rankOf[resultOf[row]!]!]!++] = row;
  return sorted;
}

/** For each result where it is among all; the same for those that are equal in the column. */
function rankResults(results: readonly SentResult[], { column, descending }: Sort): number[] {
  const keys = results.map(([state, code, message, attempts]) =>
    column === 'verdict'
      ? rowStates.indexOf(state ?? 'pending')
      : column === 'attempts'
        ? attempts
        : column === 'code'
          ? code
          : (message ?? ''),
  );
  const direction = descending ? -1 : 1;
  const distinct = [...new Set(keys)].sort((a, b) => (a < b ? -direction : direction));
  const ranks = new Map(distinct.map((key, rank) => [key, rank]));
  return keys.map((key) => ranks.get(key)!);
}
