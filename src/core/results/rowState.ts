import { verdicts, type Verdict } from '../outcome';
import type { Severity } from '../problem';

/** A run's row: its verdict, or that it has none yet. A check's row: the severity of the problem. */
export type RowState = Verdict | Severity | 'pending';

/** In the order in which they are listed and sorted. */
export const rowStates: readonly RowState[] = [...verdicts, 'pending', 'error', 'warning', 'information'];

export const rowStateLabels: { readonly [state in RowState]: string } = {
  updated: 'Updated',
  rejected: 'Rejected',
  invalid: 'Invalid',
  notSent: 'Not sent',
  unknown: 'Unknown',
  pending: 'Pending',
  error: 'Error',
  warning: 'Warning',
  information: 'Information',
};
