import { fieldOfKey, sidKey, type ContactUpdate } from '../contact';
import type { ContactFile } from '../file/contactFile';
import type { Problem } from '../problem';
import type { Steps } from '../steps';
import { checkRow } from './checkRow';
import { findDuplicates } from './findDuplicates';
import { inTextOrder } from './inTextOrder';
import { collectUnknownKeys } from './unknownKeys';

/** A contacts file with the local verdict on every row: what may be sent, and what stays out and why. */
export interface CheckedFile {
  readonly file: ContactFile;
  /**
   * By row: the contact as it will be sent, often the row's own values, or undefined when the row is invalid. Empty contacts when the
   * file is not whole.
   */
  readonly contacts: readonly (ContactUpdate | undefined)[];
  /** By row, for the invalid ones: its first error. */
  readonly invalid: ReadonlyMap<number, Problem>;
  /** By row: its sid, where it has one that can be read; it names the row in the results. */
  readonly sids: readonly (string | undefined)[];
  /** Everything found, in the order of the text. */
  readonly problems: readonly Problem[];
}

const rowsPerStep = 500;
const problemsPerStep = 10_000;

/** Applies every local rule to a file. Pure; pauses every few hundred rows. */
export function* checkContacts(file: ContactFile): Steps<CheckedFile> {
  const contacts: (ContactUpdate | undefined)[] = new Array<ContactUpdate | undefined>(file.rows.length);
  const sids: (string | undefined)[] = new Array<string | undefined>(file.rows.length);
  const problems: Problem[] = [...file.problems];
  const unknownKeys = collectUnknownKeys(file);
  const duplicates = findDuplicates(file);

  for (let index = 0; index < file.rows.length; index++) {
    if (index % rowsPerStep === rowsPerStep - 1) yield;
    const { values } = file.rows[index]!;
    if (!values) continue;
    const checked = checkRow(file, index, values);
    contacts[index] = checked.contact;
    sids[index] = checked.sid;
    for (const problem of checked.problems) problems.push(problem);
    if (checked.sid) duplicates.see(index, sidKey(checked.sid));
    // A contact that is its values as they are has no unknown keys.
    if (file.format !== 'csv' && checked.contact !== values) {
      for (const key in values) if (!fieldOfKey(key)) unknownKeys.see(index, key);
    }
  }
  yield;
  for (const problem of unknownKeys.problems()) problems.push(problem);
  for (const problem of yield* duplicates.problems()) problems.push(problem);
  const ordered = yield* inTextOrder(problems);

  const invalid = new Map<number, Problem>();
  for (const [index, problem] of ordered.entries()) {
    if (index % problemsPerStep === problemsPerStep - 1) yield;
    if (problem.row === undefined || problem.severity !== 'error' || invalid.has(problem.row)) continue;
    invalid.set(problem.row, problem);
    contacts[problem.row] = undefined;
  }
  // What cannot be read whole is not sent whole: a lost row could be the twin of one that is there.
  if (!file.whole) contacts.fill(undefined);
  return { file, contacts, invalid, sids, problems: ordered };
}
