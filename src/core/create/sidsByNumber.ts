import type { CheckedFile } from '../check/checkContacts';
import { isDone } from '../outcome';
import { originsOf } from '../run/continueRun';
import { describeRows } from '../run/describeRows';
import type { RunRecord } from '../run/runRecord';
import { newContacts } from '../selection/newContacts';
import type { Steps } from '../steps';
import type { LineTable } from '../text/lineTable';
import type { SidsOfRows } from './sidEdits';

/** By row of the run: the sids of the contacts that were created or found. */
export function sidsOf(record: RunRecord): SidsOfRows {
  const { rows } = record.description;
  const created = [...rows.keys()].filter((row) => isDone(record.outcome(row)?.verdict) && rows.sid(row) !== '');
  return new Map(created.map((row) => [row, rows.sid(row)]));
}

/**
 * By row of the file as it is now: the sids that the record of a creation proves. Rows are found by the numbers that were sent for them,
 * wherever they are and whatever else they say, see `originsOf`.
 * @param key see `identityOf`
 */
export function* sidsByNumber(
  checked: CheckedFile,
  lines: LineTable,
  record: RunRecord,
  key: Uint8Array,
): Steps<SidsOfRows> {
  const found = sidsOf(record);
  const now = yield* describeRows(yield* newContacts(checked), lines, key);
  const sids = new Map<number, string>();
  for (const [row, old] of (yield* originsOf(now, record)).entries()) {
    const sid = found.get(old);
    if (sid !== undefined) sids.set(row, sid);
  }
  return sids;
}
