import { isColumnKey, type ColumnKey } from '../core/results/columnKey';
import { rowStates, type RowState } from '../core/results/rowState';
import type { ColumnChoice } from './fitColumns';

export interface Sort {
  readonly column: ColumnKey;
  readonly descending: boolean;
}

/** What the page owns and keeps over hiding and reloading; everything else comes from the extension. */
export interface ViewState extends ColumnChoice {
  /** Of the run that the rest belongs to. */
  readonly id: string;
  /** The file of that run. */
  readonly file: string;
  /** The verdicts shown; none means all. */
  readonly states: readonly RowState[];
  /** The keys of the reasons shown; none means all. */
  readonly reasons: readonly string[];
  /** What is looked for in every column; empty shows all. */
  readonly text: string;
  readonly sort: Sort;
  /** The row in focus, counted from 0 in the order of the file. */
  readonly row: number | null;
  /** First row and length of each stretch that is selected. */
  readonly selected: readonly number[];
  /** How far the table is scrolled, in pixels. */
  readonly scrollTop: number;
  /** The editor goes along with the row in focus. */
  readonly follows: boolean;
  /** All reasons are listed, not only those of one line. */
  readonly reasonsOpen: boolean;
  /** The run's requests are listed. */
  readonly requestsOpen: boolean;
}

const fresh: ViewState = {
  id: '',
  file: '',
  states: [],
  reasons: [],
  text: '',
  sort: { column: 'line', descending: false },
  row: null,
  selected: [],
  scrollTop: 0,
  shown: {},
  widths: {},
  follows: false,
  reasonsOpen: false,
  requestsOpen: false,
};

export function freshViewState(id: string, file = ''): ViewState {
  return { ...fresh, id, file };
}

/**
 * The view of another run or check. The columns, and whether the editor follows, are as they were; filters, order, selection and place
 * only where it is about the same file, as after a retry.
 */
export function viewOf(id: string, file: string, before: ViewState): ViewState {
  if (before.id === id || before.file === file) return { ...before, id, file };
  const { shown, widths, follows } = before;
  return { ...freshViewState(id, file), shown, widths, follows };
}

/**
 * Checks a state that the page itself saved, maybe an older version of it; undefined when it cannot be used. By hand:
 * zod would double the size of the page for these fields.
 */
export function readViewState(saved: unknown): ViewState | undefined {
  if (!isRecord(saved) || !isRecord(saved.sort)) return undefined;
  const { id, states, text, row, scrollTop } = saved;
  const { file = '', reasons = [], selected = [], shown = {}, widths = {} } = saved;
  const { column, descending } = saved.sort;
  if (!isText(id) || !isText(file) || !isText(text) || typeof descending !== 'boolean') return undefined;
  if (!isListOf(states, (state) => rowStates.includes(state as RowState))) return undefined;
  if (!isListOf(reasons, isText) || !isListOf(selected, isIndex)) return undefined;
  if (!isColumnKey(column) || !isSize(scrollTop)) return undefined;
  if (row !== null && !isIndex(row)) return undefined;
  if (!isRecordOf(shown, (value) => typeof value === 'boolean') || !isRecordOf(widths, isSize)) return undefined;
  return {
    id,
    file,
    states: states as RowState[],
    reasons: reasons as string[],
    text,
    sort: { column, descending },
    row,
    selected: selected as number[],
    scrollTop,
    shown: shown as Record<string, boolean>,
    widths: widths as Record<string, number>,
    follows: saved.follows === true,
    reasonsOpen: saved.reasonsOpen === true,
    requestsOpen: saved.requestsOpen === true,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isRecordOf(value: unknown, isGood: (one: unknown) => boolean): boolean {
  return isRecord(value) && !Array.isArray(value) && Object.values(value).every(isGood);
}

function isListOf(value: unknown, isGood: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isGood);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isIndex(value: unknown): value is number {
  return isSize(value) && Number.isInteger(value);
}
