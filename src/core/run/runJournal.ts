import type { Outcome } from '../outcome';
import type { Reply } from './sentRequest';

/** The sid of a contact that had none when it was sent. */
export type FoundSid = readonly [row: number, sid: string];

/** Where a run records what it is about to do and what came of it. When a method rejects, the run ends before anything more is sent. */
export interface RunJournal {
  /** Resolves when this and everything settled before it is on the disk. */
  sending(rows: readonly number[]): Promise<void>;
  /** What came of the request whose rows are being sent. Is written as `settled` is. */
  replied(reply: Reply): void;
  /** Is written together with the next request's line, in one write, or by `flush`. */
  settled(rows: readonly number[], outcomes: readonly Outcome[], sids?: readonly FoundSid[]): void;
  /** Resolves when everything settled is on the disk. */
  flush(): Promise<void>;
}
