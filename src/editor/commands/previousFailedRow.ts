import { goToFailedRow, type FailedRowParts } from '../problems/goToFailedRow';

/** Goes to the previous row of the file that did not go through. */
export function previousFailedRow(parts: FailedRowParts): Promise<void> {
  return goToFailedRow(parts, 'previous');
}
