import { rowStateLabels, type RowState } from '../core/results/rowState';
import type { Head } from '../protocol';

/** How many rows of a run or a check are in a state; undefined where it knows no such state. */
export function totalOf({ totals }: Head, state: RowState): number | undefined {
  return (totals as { readonly [state in RowState]?: number })[state];
}

/** Those that the head counts: a filter by another one, of a check or preview of the same file, would hide every row. */
export function statesIn(head: Head, states: readonly RowState[]): readonly RowState[] {
  return states.filter((state) => totalOf(head, state) !== undefined);
}

/** The states as nouns or adjectives after a number: "3 rejected", "1 error", "2 errors". */
export function rowStateNoun(state: RowState, count: number): string {
  const label = rowStateLabels[state].toLowerCase();
  return (state === 'error' || state === 'warning') && count !== 1 ? `${label}s` : label;
}

export const rowStateMeanings: { readonly [state in RowState]: string } = {
  updated: 'Exotel confirmed the update',
  created: 'Exotel created it',
  existing: 'Exotel has this number already',
  deleted: 'Exotel deleted it',
  added: 'Exotel added it',
  rejected: 'Exotel rejected the row',
  invalid: 'A local check failed, so the row was left out',
  notSent: 'The run stopped before the row was sent',
  unknown: 'Sent, but no reliable reply was received',
  pending: 'Not finished yet',
  error: 'Cannot be sent, or is certain to be rejected',
  warning: 'Sent anyway, but probably rejected',
  information: 'Worth knowing',
  changed: 'The update would change the contact',
  same: 'The contact has these values already',
  missing: 'Exotel has no contact with this SID',
  absent: 'The compared file has no contact with this SID',
  unread: 'Not read, or the row cannot be sent',
};
