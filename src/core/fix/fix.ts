import type { CheckedFile } from '../check/checkContacts';
import type { Steps } from '../steps';
import type { TextEdit } from './textEdit';

/** One way to mend a problem, on offer. */
export interface Fix {
  readonly title: string;
  /** There is no doubt about what was meant, so that it may be applied with others and unasked. */
  readonly isPreferred: boolean;
  /** What to change, found when asked: in the order of the text, not overlapping. Pauses where it concerns many rows. */
  edits(): Steps<readonly TextEdit[]>;
}

export interface FixContext {
  readonly checked: CheckedFile;
  /** What to put before local numbers, with or without a plus; empty when nobody said. */
  readonly defaultCountryCode: string;
}

/** A fix that is ready at once. */
export function fix(title: string, edits: readonly TextEdit[], isPreferred: boolean): Fix {
  return {
    title,
    isPreferred,
    *edits() {
      return edits;
    },
  };
}
