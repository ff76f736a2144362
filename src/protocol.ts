import type { Verdict } from './core/outcome';
import type { Severity } from './core/problem';

/** All that is shown above the table. */
export type Head = RunHead | CheckHead;

interface HeadOfAny {
  /** Of the run or the check. Every wish carries it, so that none is carried out on anything else than what was seen. */
  readonly id: string;
  /** The contacts file, named with its folder. */
  readonly file: string;
  /** What must be said about the whole, each a sentence: why a run stopped, a reply that could not be bound, the cap of diagnostics. */
  readonly notes: readonly string[];
  /** The run that is on in this window, where it is not what is shown. */
  readonly otherRun?: { readonly id: string; readonly file: string };
}

export interface RunHead extends HeadOfAny {
  readonly kind: 'run';
  readonly regionLabel: string;
  readonly accountSid: string;
  /** Epoch in milliseconds. */
  readonly startedAt: number;
  /** Absent while the run is on, and for one that was interrupted. */
  readonly endedAt?: number;
  readonly state: 'running' | 'stopping' | 'finished' | 'stopped' | 'interrupted';
  /** Rows by verdict; `pending` have none yet. `total` is the number of rows, and the sum of the others. */
  readonly totals: { readonly [verdict in Verdict]: number } & { readonly pending: number; readonly total: number };
  /** `sent`: each try counted. `done` and `planned`: requests that nothing more is to be done about, and all of them. */
  readonly requests: { readonly sent: number; readonly done: number; readonly planned: number };
  /** Why the run waits and until when (epoch in milliseconds), while it does. */
  readonly waiting?: { readonly why: string; readonly until: number };
  /** There may be something to retry, and nothing in the way of it. */
  readonly canRetry: boolean;
}

/** A check of a file. Its table has one row for each problem. */
export interface CheckHead extends HeadOfAny {
  readonly kind: 'check';
  /** Epoch in milliseconds. */
  readonly checkedAt: number;
  /** Rows of the file. */
  readonly fileRows: number;
  /** Problems by severity. `total` is the sum of the others. */
  readonly totals: { readonly [severity in Severity]: number } & { readonly total: number };
}

/**
 * One row of the table. `line` counts from 1. The third: a run's verdict, null while it is pending; a check's severity. `attempts`:
 * requests that carried this row.
 */
export type RowView = readonly [
  line: number,
  sid: string,
  state: Verdict | Severity | null,
  code: string,
  message: string,
  attempts: number,
];

/** What became of one row: its index in the snapshot's `rows`, then what changes of its view. */
export type RowChange = readonly [row: number, state: RowView[2], code: string, message: string, attempts: number];

/** From the extension to the page: first all that is needed to paint, then facts. `seq` grows by one with every message. */
export type ToPage =
  | {
      readonly type: 'snapshot';
      readonly seq: number;
      /** Null while there is nothing to show; then there are no rows either. */
      readonly head: Head | null;
      readonly rows: readonly RowView[];
    }
  | { readonly type: 'rowsFinished'; readonly seq: number; readonly head: Head; readonly rows: readonly RowChange[] }
  | { readonly type: 'headChanged'; readonly seq: number; readonly head: Head };

/** What a person asks for on the page, of the run or the check with this id. */
export type Wish =
  | { readonly type: 'stop'; readonly id: string }
  | { readonly type: 'show'; readonly id: string }
  | { readonly type: 'retryFailed'; readonly id: string }
  | { readonly type: 'checkAgain'; readonly id: string }
  | {
      readonly type: 'reveal';
      readonly id: string;
      /** Its index in the snapshot's `rows`. */
      readonly row: number;
      /** The keyboard goes along to the editor. */
      readonly focus: boolean;
    };

/** From the page to the extension: `ready` asks for a snapshot (also after a gap in `seq`), the others are wishes. */
export type FromPage = { readonly type: 'ready' } | Wish;
