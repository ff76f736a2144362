import { plainEmail } from '../check/checkEmail';
import { plainNumber } from '../check/checkNumber';
import { isWellFormedSid, type ColumnTarget, type ContactField } from '../contact';

/** As many rows as are looked at. */
const sampleSize = 200;

/**
 * Whether the first values of a column or key are such as the field takes: a `mobile` that is yes or no is not a number to call.
 * @param valueOf the value that a row has there, undefined where it has none
 */
export function areLikely(target: ColumnTarget, rows: readonly number[], valueOf: (row: number) => unknown): boolean {
  // Of a file whose rows cannot be read, nothing is likely.
  if (rows.length === 0) return false;
  if (target.kind !== 'field') return true;
  return rows.slice(0, sampleSize).every((row) => {
    const value = valueOf(row);
    return value === undefined || value === '' || isLikely(target.field, value);
  });
}

function isLikely(field: ContactField, value: unknown): boolean {
  if (field === 'custom_field') {
    return typeof value === 'string'
      ? value.startsWith('{')
      : typeof value === 'object' && value !== null && !Array.isArray(value);
  }
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return false;
  switch (field) {
    case 'sid':
      return isWellFormedSid(text);
    case 'number':
      return (plainNumber(text)?.length ?? 0) >= 7;
    case 'email':
      return plainEmail(text) !== undefined;
    case 'first_name':
    case 'last_name':
    case 'company_name':
      return /\p{L}/u.test(text) && !text.includes('@');
    case 'tag':
      return true;
  }
}
