import { codeHelp } from '../help/codeHelp';
import type { Outcome } from '../outcome';
import type { OperationKind } from '../run/operation';
import { operationWords } from '../run/operation';
import type { ProblemCode } from '../problem';

export interface Advice {
  /** What to do, in a sentence or two; empty where nothing is to be done. */
  readonly text: string;
  readonly link?: { readonly title: string; readonly url: string };
}

const reference = { title: 'Exotel’s reference', url: 'https://developer.exotel.com/api/update-bulk-contacts' };

/** Exotel's error codes for one contact, and what usually helps (inferred: the reference lists the codes without a remedy). */
const rejections: ReadonlyMap<number | undefined, string> = new Map([
  [
    1000,
    'This account has no contact with this SID. Check that the SID and the region are right, or that the contact was not deleted.',
  ],
  [1001, 'A mandatory field is missing. Add it to the row, then retry.'],
  [1002, 'A value is not valid. Correct it in the file, then retry.'],
]);

/** What a person can do about the outcome of a row. */
export function adviceOn(outcome: Outcome | undefined, kind: OperationKind): Advice {
  switch (outcome?.verdict) {
    case 'invalid':
      return adviceOnProblem(outcome.code);
    case 'rejected':
      return {
        text: rejections.get(outcome.error.code) ?? 'Correct the row in the file, then retry.',
        link: reference,
      };
    case 'notSent':
      return { text: 'Nothing was sent for this row. Retry sends it.' };
    case 'unknown':
      return {
        text: `Exotel may or may not have done it. ${operationWords[kind].again}`,
      };
    default:
      return { text: '' };
  }
}

/** What a local check means for the row. */
export function adviceOnProblem(code: string): Advice {
  return { text: codeHelp[code as ProblemCode] ?? '' };
}
