import type { ContactUpdate } from '../contact';
import type { ContactFile, FileFormat, ReadOptions } from '../file/contactFile';
import { readContactFile } from '../read/readContactFile';
import type { TextSource } from '../text/textSource';
import type { Problem } from '../problem';
import type { JsonBytes } from '../text/jsonBytes';
import type { Steps } from '../steps';
import { contactIn, isReadAsItIs } from './contactSchema';
import { findDuplicates } from './findDuplicates';
import { inTextOrder } from './inTextOrder';
import { RowChecks } from './rowChecks';
import { warnOfUnknownKeys, type UnknownKeys } from './unknownKeys';

/** A contacts file with the local verdict on every row: what may be sent, and what stays out and why. */
export interface CheckedFile {
  readonly file: ContactFile;
  /** How many rows may be sent; none when the file is not whole. */
  readonly sendable: number;
  readonly isSendable: (row: number) => boolean;
  /**
   * The contact as it will be sent, in JSON text: what the file says, character for character, with only the choice of keys being ours.
   * Undefined for a row that stays out. Made again each time, in a few microseconds.
   */
  readonly contactText: (row: number) => string | undefined;
  /** Adds that text to a request; nothing for a row that stays out. */
  readonly addContact: (row: number, to: JsonBytes) => void;
  /**
   * What that text says, as far as JavaScript's numbers can say it: to look at, never to be sent. Read from the text again each time, in a
   * few microseconds.
   */
  readonly contactOf: (row: number) => ContactUpdate | undefined;
  /** By row, for the invalid ones: its first error. */
  readonly invalid: ReadonlyMap<number, Problem>;
  /** The sid of a row, where it has one that can be read; it names the row in the results. */
  readonly sidOf: (row: number) => string | undefined;
  readonly unknownKeys: UnknownKeys;
  /** Everything found, in the order of the text. */
  readonly problems: readonly Problem[];
}

const rowsPerStep = 500;

/** Reads a contacts file and applies every local rule to it. Pure; pauses every few milliseconds. */
export function* readAndCheck(text: TextSource, format: FileFormat, options: ReadOptions): Steps<CheckedFile> {
  const checks = new RowChecks();
  const file = yield* readContactFile(text, format, options, (...row) => checks.see(...row));
  return yield* checkWhole(file, checks);
}

/** Applies every local rule to a file that was read, and looks at the values of every row. */
export function* checkContacts(file: ContactFile): Steps<CheckedFile> {
  const checks = new RowChecks();
  for (const row of file.rows.keys()) {
    checks.see(file, row, undefined);
    if (row % rowsPerStep === rowsPerStep - 1) yield;
  }
  return yield* checkWhole(file, checks);
}

/** The rules about the file as a whole. */
function* checkWhole(file: ContactFile, checks: RowChecks): Steps<CheckedFile> {
  const { unknownKeys } = checks;
  const sidOf = (row: number) => checks.sid(file, row);
  const problems = [...file.problems, ...(yield* warnOfUnknownKeys(file, unknownKeys))];
  for (const problem of checks.problems) problems.push(problem);
  for (const problem of yield* findDuplicates(file, sidOf, (row) => checks.sidHash(row))) problems.push(problem);
  const ordered = yield* inTextOrder(problems);

  return judge(file, checks, ordered);
}

/** What a check is made of, for the check after the next edit. */
export interface Checked extends CheckedFile {
  readonly parts: { readonly checks: RowChecks };
}

/** The verdict on every row, by the problems that were found. @param problems in the order of the text */
export function judge(file: ContactFile, checks: RowChecks, problems: readonly Problem[]): Checked {
  const invalid = new Map<number, Problem>();
  let sendable = checks.countSendable();
  for (const problem of problems) {
    if (problem.row === undefined || problem.severity !== 'error' || invalid.has(problem.row)) continue;
    invalid.set(problem.row, problem);
    if (checks.isSendable(problem.row)) sendable--;
  }
  // What cannot be read whole is not sent whole: a lost row could be the twin of one that is there.
  const isSendable = (row: number) => file.whole && checks.isSendable(row) && !invalid.has(row);
  return {
    file,
    sendable: file.whole ? sendable : 0,
    isSendable,
    contactText: (row) => (isSendable(row) ? file.contactText(row) : undefined),
    addContact(row, to) {
      if (isSendable(row)) file.addContact(row, to);
    },
    contactOf(row) {
      if (!isSendable(row)) return undefined;
      const values = file.values(row)!;
      return isReadAsItIs(values) ? (values as ContactUpdate) : contactIn(values);
    },
    invalid,
    sidOf: (row) => checks.sid(file, row),
    unknownKeys: checks.unknownKeys,
    problems,
    parts: { checks },
  };
}
