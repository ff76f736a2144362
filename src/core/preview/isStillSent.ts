import type { CheckedFile } from '../check/checkContacts';
import type { Steps } from '../steps';

const rowsPerStep = 500;

/** Whether two readings of a file send the same contacts in the same rows, whatever else was edited or set. */
export function* isStillSent(before: CheckedFile, now: CheckedFile): Steps<boolean> {
  if (before === now) return true;
  if (before.file.rows.length !== now.file.rows.length) return false;
  for (const row of now.file.rows.keys()) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    if (before.contactText(row) !== now.contactText(row)) return false;
  }
  return true;
}
