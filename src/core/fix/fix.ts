import type { Problem } from '../problem';
import type { Steps } from '../steps';
import type { TextEdit } from './textEdit';

/** One way to correct a problem, on offer. */
export interface Fix {
  readonly title: string;
  /** What was meant cannot be doubted, so that it may be applied together with others, without a question. */
  readonly isPreferred: boolean;
  /** What to change, found when asked: in the order of the text, not overlapping. Pauses where it concerns many rows. */
  edits(): Steps<readonly TextEdit[]>;
  /** The same change for every problem of the code that allows it. */
  readonly everywhere?: Everywhere;
}

export interface Everywhere {
  /** The fixes of one code that have the same key are the same change. */
  readonly key: string;
  readonly title: (count: number) => string;
  /** Counts the rows, not the problems. */
  readonly perRow?: true;
  /** The edits for all these problems, where they are more than those of each put together. */
  readonly edits?: (problems: readonly Problem[]) => Steps<readonly TextEdit[]>;
}

/** A fix that is ready at once. */
export function fix(title: string, edits: readonly TextEdit[], isPreferred: boolean, everywhere?: Everywhere): Fix {
  return {
    title,
    isPreferred,
    *edits() {
      return edits;
    },
    ...(everywhere && { everywhere }),
  };
}
