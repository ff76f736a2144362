import { isDone } from '../outcome';
import { withoutQuotes } from '../results/reason';
import type { Steps } from '../steps';
import type { ExportedRow } from './exportedRow';

/** Rows with one verdict for one reason. */
export interface RowGroup extends Pick<ExportedRow, 'verdict' | 'code' | 'message'> {
  readonly rows: number;
}

const rowsPerStep = 5_000;

/** Why rows did not go through, the most frequent reason first. Messages are one reason that differ only in what they quote: “98450”, “98451”. */
export function* groupRows(rows: Iterable<ExportedRow>): Steps<RowGroup[]> {
  const groups = new Map<string, RowGroup & { rows: number; message: string }>();
  let seen = 0;
  for (const { verdict, code, message } of rows) {
    if (++seen % rowsPerStep === 0) yield;
    if (isDone(verdict) || verdict === 'pending') continue;
    const reason = withoutQuotes(message);
    const key = `${verdict}\n${code}\n${reason}`;
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { verdict, code, message, rows: 1 });
      continue;
    }
    group.rows++;
    if (group.message !== message) group.message = reason;
  }
  return [...groups.values()].sort((a, b) => b.rows - a.rows);
}
