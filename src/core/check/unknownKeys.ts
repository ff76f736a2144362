import type { ContactFile } from '../file/contactFile';
import type { Problem } from '../problem';

/** Keys of JSON contacts that Exotel does not document, each with the rows that have it. */
export type UnknownKeys = ReadonlyMap<string, readonly number[]>;

/** One warning for each key, at its first place. */
export function warnOfUnknownKeys(file: ContactFile, keys: UnknownKeys): Problem[] {
  return [...keys].map(([key, rows]) => {
    const first = rows[0]!;
    const range = file.fieldRanges(first).find(({ name }) => name === key)?.nameRange ?? file.rows[first]!;
    return {
      code: 'unknown-field',
      severity: 'warning',
      start: range.start,
      end: range.end,
      message: `Exotel documents no field “${key.slice(0, 60)}”. It is left out of the update${
        rows.length > 1 ? ` (in ${rows.length.toLocaleString('en')} contacts)` : ''
      }. Rename it, or put it into custom_field.`,
    };
  });
}
