import type { EarlierRun, Totals, Verdict } from './core/outcome';
import type { PreviewState, PreviewTotals } from './core/preview/previewState';
import type { Severity } from './core/problem';
import type { Advice } from './core/results/adviceOn';
import type { ColumnKey, FieldKey } from './core/results/columnKey';

/** All that is shown above the table. */
export type Head = RunHead | CheckHead | PreviewHead;

interface HeadOfAny {
  /** Of the run or the check. Every wish carries it, so that none is carried out on anything else than what was seen. */
  readonly id: string;
  /** The contacts file, named with its folder. */
  readonly file: string;
  /** What must be said about the whole, each a sentence: why a run stopped, a reply that could not be bound, the cap of diagnostics. */
  readonly notes: readonly string[];
  /** Names of the file's own fields, but for the sid, in the file's order; absent while the text of the run or check is not at hand. */
  readonly fields?: readonly string[];
  /** The run that is on in this window, where it is not what is shown. */
  readonly otherRun?: {
    readonly id: string;
    /** "The update of march/contacts.csv". */
    readonly name: string;
  };
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
  /** What the run does: "Updating". */
  readonly doing: string;
  /** Rows by verdict; `pending` have none yet. `total` is the number of rows, and the sum of the others. */
  readonly totals: Totals & { readonly pending: number };
  /** `sent`: each try counted. `done` and `planned`: requests that nothing more is to be done about, and all of them. */
  readonly requests: { readonly sent: number; readonly done: number; readonly planned: number };
  /** Why the run waits and until when (epoch in milliseconds), while it does. */
  readonly waiting?: { readonly why: string; readonly until: number };
  /** How to go on with the rows that did not go through; absent where there are none, or another run is on. */
  readonly goOn?: 'Retry' | 'Resume';
  /** The last run of the same file, where it is not this one. */
  readonly newerRun?: { readonly id: string; readonly startedAt: number };
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

/** A preview of an update. Its table has one row for each row of the file. */
export interface PreviewHead extends HeadOfAny {
  readonly kind: 'preview';
  /** Where the contacts are that the file was compared with: region and account, or a file and its age. */
  readonly against: string;
  /** Epoch in milliseconds. */
  readonly previewedAt: number;
  /** Without a state that the rows cannot be in: compared with Exotel none is absent, compared with a file none is missing. */
  readonly totals: Omit<PreviewTotals, 'missing' | 'absent'> & { readonly missing?: number; readonly absent?: number };
  /** That read contacts. */
  readonly requestsSent: number;
}

/**
 * What is known of one row. The first: a run's verdict, null while it is pending; a check's severity; a preview's state. `attempts`: requests that
 * carried the row.
 */
export type RowResult = readonly [
  state: Verdict | Severity | PreviewState | null,
  code: string,
  message: string,
  attempts: number,
];

/** A result as the page knows it. Where too many messages differ to send them all, it is null and comes with the row's texts. */
export type SentResult = readonly [state: RowResult[0], code: string, message: string | null, attempts: number];

/** The table in columns, each as long as there are rows: 6 bytes a row, and each different result once. */
export interface Columns {
  /** Counted from 1. */
  readonly lines: Uint32Array;
  /** Index of the row's result in `results`. */
  readonly resultOf: Uint16Array;
  readonly results: readonly SentResult[];
}

/** What became of some rows since the message before. */
export interface ResultChanges {
  /** Results that are new, to be appended to those of the snapshot. */
  readonly results: readonly SentResult[];
  /** Three numbers for each stretch of neighbours: its first row, how many rows, the index of the result that they all have now. */
  readonly stretches: Uint32Array;
}

/** What only the extension holds of a row. `fields`: the texts of the head's fields, in their order. */
export type RowTexts = readonly [sid: string, code: string, message: string, fields: readonly string[]];

/** Columns that the extension sorts by. */
export type TextColumn = 'sid' | 'message' | FieldKey;

/** What is shown of one row below the table, beside what the table has. */
export interface RowDetails {
  /** What the request says of the row, or where it was not sent, the file; by field. Empty while the text is not at hand. */
  readonly fields: readonly (readonly [field: string, value: string])[];
  /** A request carried the row. */
  readonly isSent: boolean;
  readonly advice: Advice;
  /** The run that came to the verdict, where a later one kept it. */
  readonly keptFrom?: EarlierRun;
}

/** One attempt of one request, for the list of them. */
export interface RequestView {
  /** Of its first and last row, counted from 1. There may be others between them that it did not carry. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly rows: number;
  /** 1 for the first time that these rows went out together. */
  readonly attempt: number;
  /** Epoch in milliseconds. */
  readonly sentAt: number;
  /** Epoch in milliseconds; absent while it is on its way. */
  readonly endedAt?: number;
  /** Absent where there was no reply. */
  readonly status?: number;
  /** Exotel's, for its support. */
  readonly requestId?: string;
  /** Why the reply says nothing of single rows; empty where it does. */
  readonly trouble?: string;
}

/** What a menu of VS Code asks the page to do with the rows that are selected. */
export type RowAction = 'copy' | 'copySids' | 'retry' | 'export' | 'reveal';

export type CopyFormat = 'text' | 'csv' | 'json';

/**
 * From the extension to the page: first what is needed to paint, then facts, and replies to what the page asked about the run or the
 * check with this `id`. `seq` grows by one with every message. VS Code sends typed arrays as bytes, with the whole buffer behind them.
 */
export type ToPage = { readonly seq: number } & (
  | {
      readonly type: 'snapshot';
      /** Null while there is nothing to show; then there are no rows either. */
      readonly head: Head | null;
      readonly columns: Columns;
    }
  | { readonly type: 'rowsFinished'; readonly head: Head; readonly changes: ResultChanges }
  | { readonly type: 'headChanged'; readonly head: Head }
  | {
      readonly type: 'rowsEdited';
      readonly id: string;
      /** One bit for each row, as in `rowsFound`: whether it was edited in the file since it was read for the run. */
      readonly edited: Uint8Array;
    }
  | {
      readonly type: 'textsRead';
      readonly id: string;
      readonly rows: readonly number[];
      readonly texts: readonly RowTexts[];
    }
  | {
      readonly type: 'rowsFound';
      readonly id: string;
      /** As it was asked for. */
      readonly text: string;
      /** One bit for each row, the first row in the lowest bit of the first byte. */
      readonly found: Uint8Array;
      /** Whether more may follow: the search goes on. */
      readonly isPartial: boolean;
    }
  | {
      readonly type: 'rowsSorted';
      readonly id: string;
      readonly column: TextColumn;
      readonly descending: boolean;
      /** All rows in their order. Equal ones keep the order of the file. */
      readonly order: Uint32Array;
    }
  | { readonly type: 'detailsRead'; readonly id: string; readonly row: number; readonly details: RowDetails }
  | { readonly type: 'requestsRead'; readonly id: string; readonly requests: readonly RequestView[] }
  | { readonly type: 'actionChosen'; readonly action: RowAction }
);

/** What the page needs to know and does not hold. Rows are indexes into the snapshot's columns. */
export type Question =
  | { readonly type: 'readTexts'; readonly id: string; readonly rows: readonly number[] }
  | { readonly type: 'readDetails'; readonly id: string; readonly row: number }
  | { readonly type: 'readRequests'; readonly id: string }
  /** Which rows have a text in what only the extension holds of them, whatever its case. */
  | { readonly type: 'findRows'; readonly id: string; readonly text: string }
  | { readonly type: 'sortRows'; readonly id: string; readonly column: TextColumn; readonly descending: boolean };

/** What a person asks for on the page, of the run or the check with this id. */
export type Wish =
  | { readonly type: 'stop'; readonly id: string }
  | { readonly type: 'show'; readonly id: string }
  | { readonly type: 'goOn'; readonly id: string }
  | { readonly type: 'checkAgain'; readonly id: string }
  | { readonly type: 'previewAgain'; readonly id: string }
  | { readonly type: 'showDifferences'; readonly id: string }
  | { readonly type: 'retryRows'; readonly id: string; readonly rows: readonly number[] }
  | { readonly type: 'copySids'; readonly id: string; readonly rows: readonly number[] }
  | {
      readonly type: 'copyRows';
      readonly id: string;
      /** In the order in which they are shown. */
      readonly rows: readonly number[];
      /** In their order. */
      readonly columns: readonly ColumnKey[];
      readonly format: CopyFormat;
    }
  | { readonly type: 'exportRows'; readonly id: string; readonly rows: readonly number[] }
  | {
      readonly type: 'reveal';
      readonly id: string;
      /** Its index in the snapshot's columns. */
      readonly row: number;
      /** The keyboard goes along to the editor. */
      readonly focus: boolean;
    };

/** From the page to the extension: `ready` asks for a snapshot (also after a gap in `seq`), the others are questions and wishes. */
export type FromPage = { readonly type: 'ready' } | Question | Wish;
