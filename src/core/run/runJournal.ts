import type { Outcome } from '../outcome';

/**
 * Where a run writes down what it is about to do and what came of it, before it continues. Both resolve only when the words are
 * on the disk; a rejection ends the run before anything further is sent.
 */
export interface RunJournal {
  sending(rows: readonly number[]): Promise<void>;
  settled(rows: readonly number[], outcomes: readonly Outcome[]): Promise<void>;
}
