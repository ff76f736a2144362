import type { Verdict } from './core/outcome';

/** All of a run that stands above the table. */
export interface RunHead {
  readonly runId: string;
  readonly regionLabel: string;
  readonly accountSid: string;
  /** The contacts file's name, without its folder. */
  readonly fileName: string;
  /** Epoch in milliseconds. */
  readonly startedAt: number;
  /** Absent while the run is on, and for one that was interrupted. */
  readonly endedAt?: number;
  readonly state: 'running' | 'stopping' | 'finished' | 'stopped' | 'interrupted';
  /** Rows by verdict; `pending` have none yet. `total` is the number of rows, and the sum of the others. */
  readonly totals: { readonly [verdict in Verdict]: number } & { readonly pending: number; readonly total: number };
  readonly requests: { readonly done: number; readonly planned: number };
  /** Why the run waits and until when (epoch in milliseconds), while it does. */
  readonly waiting?: { readonly why: string; readonly until: number };
  /** What must be told about the run as a whole, each a sentence: why it stopped, a reply that could not be bound, the cap of diagnostics. */
  readonly notes: readonly string[];
}

/** One row of the table. `line` counts from 1. Verdict null: pending. `attempts`: requests that carried this row. */
export type RowView = readonly [
  line: number,
  sid: string,
  verdict: Verdict | null,
  code: string,
  message: string,
  attempts: number,
];

/** Which wishes the extension can fulfil at present; the page hides the buttons of the others. */
export interface PageAbilities {
  readonly retry: boolean;
}

/** What became of one row: its index in the snapshot's `rows`, then what changes of its view. */
export type RowChange = readonly [
  row: number,
  verdict: Verdict | null,
  code: string,
  message: string,
  attempts: number,
];

/** From the extension to the page: first all that is needed to paint, then facts. `seq` grows by one with every message. */
export type ToPage =
  | {
      readonly type: 'snapshot';
      readonly seq: number;
      readonly head: RunHead | null;
      readonly can: PageAbilities;
      readonly rows: readonly RowView[];
    }
  | { readonly type: 'rowsFinished'; readonly seq: number; readonly head: RunHead; readonly rows: readonly RowChange[] }
  | { readonly type: 'headChanged'; readonly seq: number; readonly head: RunHead }
  | { readonly type: 'runFinished'; readonly seq: number; readonly head: RunHead };

/** From the page to the extension: `ready` asks for a snapshot (also after a gap in `seq`), the others are wishes. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'stop' }
  | { readonly type: 'retryFailed' }
  | {
      readonly type: 'reveal';
      readonly row: number;
      /** The keyboard goes along to the editor. */ readonly focus: boolean;
    };
