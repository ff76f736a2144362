import type { ExotelError } from '../api/answer';
import type { ProblemCode } from './problem';

export const verdicts = ['updated', 'rejected', 'invalid', 'notSent', 'unknown'] as const;

/**
 * `updated` · `rejected`: the server refused this item · `invalid`: a local check, never sent · `notSent`: the run stopped
 * before it · `unknown`: sent, and no answer can be trusted.
 */
export type Verdict = (typeof verdicts)[number];

/** A run of the same file before the one that is looked at. */
export interface EarlierRun {
  readonly runId: string;
  /** Epoch in milliseconds. */
  readonly startedAt: number;
}

/** The verdict on one row, with what is known of its cause. `keptFrom`: the run that came to it, where a later run kept it. */
export type Outcome = { readonly keptFrom?: EarlierRun } & (
  | { readonly verdict: 'updated' }
  | { readonly verdict: 'rejected'; readonly status?: number; readonly error: ExotelError }
  | { readonly verdict: 'invalid'; readonly code: ProblemCode; readonly message: string }
  | { readonly verdict: 'notSent'; readonly reason: string }
  | { readonly verdict: 'unknown'; readonly reason: string }
);

export type Totals = { readonly [verdict in Verdict]: number } & { readonly total: number };

/** The text of the column "Code": Exotel's code, else the item's status, else the check's code. */
export function outcomeCode(outcome: Outcome): string {
  switch (outcome.verdict) {
    case 'rejected':
      return String(outcome.error.code ?? outcome.status ?? '');
    case 'invalid':
      return outcome.code;
    case 'updated':
    case 'notSent':
    case 'unknown':
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
    case 'updated':
      return '';
  }
}

/** Exotel's own words in one line: "Contact not found (Not Found)". */
export function describeError({ message, description }: ExotelError): string {
  if (!description) return message ?? '';
  return message && message !== description ? `${description} (${message})` : description;
}
