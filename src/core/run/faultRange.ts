import type { CheckedFile } from '../check/checkContacts';
import type { Outcome } from '../outcome';
import type { TextRange } from '../problem';
import { fieldNamedBy } from './fieldNamedBy';

/**
 * Where in a row its fault is, in the text that was checked: the value of the field that Exotel's error names, or what the check
 * found; else the row.
 */
export function faultRange({ file, invalid }: CheckedFile, row: number, outcome: Outcome | undefined): TextRange {
  const named = outcome?.verdict === 'rejected' ? fieldNamedBy(outcome.error) : undefined;
  const field = named && file.fieldRanges(row).find((range) => range.field === named);
  return field ?? (outcome?.verdict === 'invalid' ? invalid.get(row) : undefined) ?? file.rows.range(row);
}
