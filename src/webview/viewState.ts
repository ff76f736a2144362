import { columnIds } from './columns';
import type { ColumnId } from './columns';
import { rowStates } from './rowState';
import type { RowState } from './rowState';

export interface Sort {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/** What the page owns and keeps over hiding and reloading; everything else comes from the extension. */
export interface ViewState {
  /** Of the run that the rest belongs to. */
  readonly id: string;
  /** The verdicts shown; none means all. */
  readonly states: readonly RowState[];
  /** What is looked for in line, sid, code and message; empty shows all. */
  readonly text: string;
  readonly sort: Sort;
  /** The row in focus, counted from 0 in the order of the file. */
  readonly row: number | null;
  /** How far the table is scrolled, in pixels. */
  readonly scrollTop: number;
}

export function freshViewState(id: string): ViewState {
  return { id, states: [], text: '', sort: { column: 'line', descending: false }, row: null, scrollTop: 0 };
}

/**
 * Checks a state that the page itself saved, maybe an older version of it; undefined when it cannot be used. By hand:
 * zod would double the size of the page for these six fields.
 */
export function readViewState(saved: unknown): ViewState | undefined {
  if (!isRecord(saved) || !isRecord(saved.sort)) return undefined;
  const { id, states, text, row, scrollTop } = saved;
  const { column, descending } = saved.sort;
  if (typeof id !== 'string' || typeof text !== 'string' || typeof descending !== 'boolean') return undefined;
  if (!Array.isArray(states) || !states.every((state) => isOneOf(rowStates, state))) return undefined;
  if (!isOneOf(columnIds, column) || !isSize(scrollTop)) return undefined;
  if (row !== null && !(isSize(row) && Number.isInteger(row))) return undefined;
  return { id, states, text, sort: { column, descending }, row, scrollTop };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isOneOf<T>(values: readonly T[], value: unknown): value is T {
  return (values as readonly unknown[]).includes(value);
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
