import { verdicts, type Verdict } from '../outcome';
import type { PreviewState } from '../preview/previewState';
import type { Severity } from '../problem';

/** A run's row: its verdict, or that it has none yet. A check's row: the severity of the problem. A preview's row: what an update would do. */
export type RowState = Verdict | Severity | PreviewState | 'pending';

/** In the order in which they are listed and sorted. */
export const rowStates: readonly RowState[] = [
  ...verdicts,
  'pending',
  'error',
  'warning',
  'information',
  'changed',
  'same',
  'missing',
  'absent',
  'unread',
];

export const rowStateLabels: { readonly [state in RowState]: string } = {
  updated: 'Updated',
  created: 'Created',
  existing: 'Already there',
  deleted: 'Deleted',
  added: 'Added',
  rejected: 'Rejected',
  invalid: 'Invalid',
  notSent: 'Not sent',
  unknown: 'Unknown',
  pending: 'Pending',
  error: 'Error',
  warning: 'Warning',
  information: 'Information',
  changed: 'Changes',
  same: 'Same',
  missing: 'Missing',
  absent: 'Not in file',
  unread: 'Not read',
};
