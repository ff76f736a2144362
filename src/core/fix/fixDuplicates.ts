import type { CheckedFile } from '../check/checkContacts';
import { sidKey } from '../contact';
import type { Problem } from '../problem';
import { type Fix } from './fix';
import { removeRows } from './removeRows';

/** Keeps one of the rows that share a sid: the first or the last. */
export function fixDuplicates({ file, sids }: CheckedFile, { row }: Problem): Fix[] {
  const sid = row === undefined ? undefined : sids[row];
  if (!sid) return [];
  const key = sidKey(sid);
  const rows = [...sids.keys()].filter((other) => sids[other] !== undefined && sidKey(sids[other]) === key);
  if (rows.length < 2) return [];
  const others = rows.length === 2 ? 'the other' : `the other ${(rows.length - 1).toLocaleString('en')}`;
  const keep = (which: string, removed: readonly number[]): Fix => ({
    title: `Keep the ${which} row with this sid, remove ${others}`,
    isPreferred: false,
    *edits() {
      return removeRows(file, removed);
    },
  });
  return [keep('first', rows.slice(1)), keep('last', rows.slice(0, -1))];
}
