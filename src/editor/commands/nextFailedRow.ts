import { goToFailedRow, type FailedRowParts } from '../problems/goToFailedRow';

/** Goes to the next row of the file that did not go through. */
export function nextFailedRow(parts: FailedRowParts): Promise<void> {
  return goToFailedRow(parts, 'next');
}
