import type { ExotelError } from '../api/answer';
import type { ProblemCode } from './problem';

/** What came of a row that went through: one for each kind of run, but `existing`, a contact that could not be created as it is there. */
export const doneVerdicts = ['updated', 'created', 'existing', 'deleted', 'added'] as const;
export type DoneVerdict = (typeof doneVerdicts)[number];

export const openVerdicts = ['rejected', 'invalid', 'notSent', 'unknown'] as const;
export type OpenVerdict = (typeof openVerdicts)[number];

/** In the order in which they are listed. */
export const verdicts = [...doneVerdicts, ...openVerdicts] as const;

/**
 * `rejected`: the server refused this item · `invalid`: a local check, never sent · `notSent`: the run stopped
 * before it · `unknown`: sent, and no answer can be trusted · all others: it went through.
 */
export type Verdict = DoneVerdict | OpenVerdict;

/** A run of the same file before the one that is looked at. */
export interface EarlierRun {
  readonly runId: string;
  /** Epoch in milliseconds. */
  readonly startedAt: number;
}

/** The verdict on one row, with what is known of its cause. `keptFrom`: the run that came to it, where a later run kept it. */
export type Outcome = { readonly keptFrom?: EarlierRun } & (
  | { readonly verdict: DoneVerdict }
  | { readonly verdict: 'rejected'; readonly status?: number; readonly error: ExotelError }
  | { readonly verdict: 'invalid'; readonly code: ProblemCode; readonly message: string }
  | { readonly verdict: 'notSent'; readonly reason: string }
  | { readonly verdict: 'unknown'; readonly reason: string }
);

export type DoneOutcome = Extract<Outcome, { readonly verdict: DoneVerdict }>;

/** Rows by verdict. Of those that went through, only the verdicts that the run can come to. `total` is the sum of the others. */
export type Totals = { readonly [verdict in OpenVerdict]: number } & {
  readonly [verdict in DoneVerdict]?: number | undefined;
} & { readonly total: number };

/** Whether a row with this verdict went through. @param state of a table's row, whatever the table is of */
export function isDone(state: string | null | undefined): state is DoneVerdict {
  return (doneVerdicts as readonly (string | null | undefined)[]).includes(state);
}

/** How many rows went through. */
export function countDone(totals: { readonly [verdict in DoneVerdict]?: number | undefined }): number {
  return doneVerdicts.reduce((sum, verdict) => sum + (totals[verdict] ?? 0), 0);
}

/** The text of the column "Code": Exotel's code, else the item's status, else the check's code. */
export function outcomeCode(outcome: Outcome): string {
  switch (outcome.verdict) {
    case 'rejected':
      return String(outcome.error.code ?? outcome.status ?? '');
    case 'invalid':
      return outcome.code;
    default:
      return '';
  }
}

/** The text of the column "Message". */
export function outcomeMessage(outcome: Outcome): string {
  switch (outcome.verdict) {
    case 'rejected':
      return describeError(outcome.error) || 'Rejected by Exotel without a reason';
    case 'invalid':
      return outcome.message;
    case 'notSent':
    case 'unknown':
      return outcome.reason;
    case 'existing':
      return 'Exotel has a contact with this number already. Its values were not changed.';
    default:
      return '';
  }
}

/** Exotel's own words in one line: "Contact not found (Not Found)". */
export function describeError({ message, description }: ExotelError): string {
  if (!description) return message ?? '';
  return message && message !== description ? `${description} (${message})` : description;
}
