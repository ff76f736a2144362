import type { ExportedRow } from './exportedRow';

/** The verdicts as people see them. */
export const verdictLabels: { readonly [verdict in ExportedRow['verdict']]: string } = {
  updated: 'Updated',
  rejected: 'Rejected',
  invalid: 'Invalid',
  notSent: 'Not sent',
  unknown: 'Unknown',
  pending: 'Pending',
};
