import { outcomeCode, outcomeMessage, type Outcome } from '../outcome';

/** What a re-sendable export adds to each contact. All that begins with `exotel_` is passed over when it is read again. */
export const verdictFields = ['exotel_verdict', 'exotel_code', 'exotel_message'] as const;

/** Whether a column or key was added by an earlier export, and is replaced by the next one. */
export function isVerdictField(name: string): boolean {
  return (verdictFields as readonly string[]).includes(name);
}

/** The texts of `verdictFields` for one row; all empty where it has no verdict yet. */
export function verdictTexts(outcome: Outcome | undefined): readonly string[] {
  return outcome ? [outcome.verdict, outcomeCode(outcome), outcomeMessage(outcome)] : ['', '', ''];
}
