import type { ContactUpdate } from '../contact';
import type { ContactFile, FileFormat, ReadOptions } from '../file/contactFile';
import { readContactFile } from '../file/readContactFile';
import type { TextSource } from '../file/textSource';
import type { Problem } from '../problem';
import type { Steps } from '../steps';
import { contactIn } from './contactSchema';
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
   * Undefined for a row that stays out. Made anew each time, in a few microseconds.
   */
  readonly contactText: (row: number) => string | undefined;
  /**
   * What that text says, as far as JavaScript's numbers can say it: to look at, never to be sent. Often the row's own values, which
   * nobody may change. It may be read from the text anew each time: a few microseconds, and for CSV more where the rows are not asked
   * for in order.
   */
  readonly contactOf: (row: number) => ContactUpdate | undefined;
  /** By row, for the invalid ones: its first error. */
  readonly invalid: ReadonlyMap<number, Problem>;
  /** By row: its sid, where it has one that can be read; it names the row in the results. */
  readonly sids: readonly (string | undefined)[];
  readonly unknownKeys: UnknownKeys;
  /** Everything found, in the order of the text. */
  readonly problems: readonly Problem[];
}

const rowsPerStep = 500;
const problemsPerStep = 10_000;

/** Reads a contacts file and applies every local rule to it. Pure; pauses every few milliseconds. */
export function* readAndCheck(text: TextSource, format: FileFormat, options: ReadOptions): Steps<CheckedFile> {
  const checks = new RowChecks();
  // Row by row as they are read: their values are at hand then, and need not be kept.
  const file = yield* readContactFile(text, format, options, (read) => checks.see(read, read.rows.length));
  return yield* checkRest(file, checks);
}

/** Applies every local rule to a file that was read. */
export function checkContacts(file: ContactFile): Steps<CheckedFile> {
  return checkRest(file, new RowChecks());
}

/** The rows that are still to be checked, and the rules about the file as a whole. */
function* checkRest(file: ContactFile, checks: RowChecks): Steps<CheckedFile> {
  const { sendable, sids, rewritten, unknownKeys } = checks;
  while (checks.count < file.rows.length) {
    checks.see(file, Math.min(checks.count + rowsPerStep, file.rows.length));
    yield;
  }
  const problems = [...file.problems, ...(yield* warnOfUnknownKeys(file, unknownKeys))];
  for (const problem of checks.problems) problems.push(problem);
  for (const problem of yield* findDuplicates(file, sids)) problems.push(problem);
  const ordered = yield* inTextOrder(problems);

  const invalid = new Map<number, Problem>();
  for (const [index, problem] of ordered.entries()) {
    if (index % problemsPerStep === problemsPerStep - 1) yield;
    if (problem.row === undefined || problem.severity !== 'error' || invalid.has(problem.row)) continue;
    invalid.set(problem.row, problem);
    sendable[problem.row] = false;
  }
  // What cannot be read whole is not sent whole: a lost row could be the twin of one that is there.
  if (!file.whole) sendable.fill(false);
  return {
    file,
    sendable: sendable.filter(Boolean).length,
    isSendable: (row) => sendable[row] === true,
    contactText: (row) => (sendable[row] ? file.contactText(row, !rewritten.has(row)) : undefined),
    contactOf: (row) => {
      if (!sendable[row]) return undefined;
      const values = file.rows[row]!.values!;
      return rewritten.has(row) ? contactIn(values) : (values as ContactUpdate);
    },
    invalid,
    sids,
    unknownKeys,
    problems: ordered,
  };
}
