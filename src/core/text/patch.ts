import type { TextRange } from '../problem';

/** How a text became another one: what was between `start` and `end` was replaced, and what follows moved by `shift`. */
export interface Patch extends TextRange {
  readonly shift: number;
}
