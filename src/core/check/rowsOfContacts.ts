import { sidKey } from '../contact';
import type { Steps } from '../steps';
import type { CheckedFile } from './checkContacts';

const rowsPerStep = 2_000;

/** The rows of these contacts that can be sent, in the order of the file: no two of them have the same sid. */
export function* rowsOfContacts(
  { file, isSendable, sidOf }: Pick<CheckedFile, 'file' | 'isSendable' | 'sidOf'>,
  sids: readonly string[],
): Steps<number[]> {
  const wanted = new Set(sids.map(sidKey));
  const rows: number[] = [];
  for (const row of file.rows.keys()) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    if (isSendable(row) && wanted.has(sidKey(sidOf(row)!))) rows.push(row);
  }
  return rows;
}
