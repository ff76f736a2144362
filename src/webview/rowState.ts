import { verdicts } from '../core/outcome';
import type { Verdict } from '../core/outcome';

/** A row's verdict, or that it has none yet. */
export type RowState = Verdict | 'pending';

/** In the order in which they are listed and sorted. */
export const rowStates: readonly RowState[] = [...verdicts, 'pending'];

export const rowStateLabels: { readonly [state in RowState]: string } = {
  updated: 'Updated',
  rejected: 'Rejected',
  invalid: 'Invalid',
  notSent: 'Not sent',
  unknown: 'Unknown',
  pending: 'Pending',
};

export const rowStateMeanings: { readonly [state in RowState]: string } = {
  updated: 'Exotel confirmed the update',
  rejected: 'Exotel refused the row',
  invalid: 'A local check failed, so the row was left out',
  notSent: 'The run stopped before the row was sent',
  unknown: 'Sent, but no answer that can be trusted came back',
  pending: 'Not finished yet',
};
