import type { CheckedFile } from '../check/checkContacts';
import type { KnownContact } from '../contact';
import type { Outcome } from '../outcome';

/** The rows of a checked file as a run of one kind sees them: what it sends, and what stays out and why. A `CheckedFile` is that of an update. */
export interface SelectedRows extends Omit<CheckedFile, 'contactOf'> {
  readonly contactOf: (row: number) => KnownContact | undefined;
  /** Why a row stays out with which nothing is wrong: the run is not for it. */
  readonly passedOver?: (row: number) => string | undefined;
  /** Where the run is for new contacts: the number in a row, whatever else the row says; empty where there is none. */
  readonly numberOf?: (row: number) => string;
  /** 32 bits of what is sent for a row, where that is not its fields. */
  readonly hashOf?: (row: number) => number;
}

/** The same, ready to be sent. */
export interface RowsToSend extends SelectedRows {
  /** What the result of a row names it by: its sid, or its number. */
  readonly keyOf: (row: number) => string;
}

/** The outcomes of the rows that stay out, known before anything is sent. */
export function* leftOutOutcomes(selected: SelectedRows): Generator<readonly [row: number, outcome: Outcome]> {
  const { file, isSendable, sendable } = selected;
  if (sendable === file.rows.length) return;
  for (const row of file.rows.keys()) if (!isSendable(row)) yield [row, leftOutOutcome(selected, row)];
}

export function leftOutOutcome({ invalid, passedOver }: SelectedRows, row: number): Outcome {
  const reason = passedOver?.(row);
  if (reason !== undefined) return { verdict: 'notSent', reason };
  const problem = invalid.get(row);
  return problem
    ? { verdict: 'invalid', code: problem.code, message: problem.message }
    : { verdict: 'invalid', code: 'syntax', message: 'This row cannot be read.' };
}
