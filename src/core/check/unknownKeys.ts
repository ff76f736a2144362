import type { ContactFile } from '../file/contactFile';
import type { Problem } from '../problem';

/** Keys of JSON contacts that Exotel does not document: one warning for each key, at its first place. */
export function collectUnknownKeys(file: ContactFile) {
  const seen = new Map<string, { row: number; rows: number }>();
  return {
    see(row: number, key: string): void {
      const known = seen.get(key);
      if (known) known.rows++;
      else seen.set(key, { row, rows: 1 });
    },

    problems(): Problem[] {
      return [...seen].map(([key, { row, rows }]) => {
        const range = file.fieldRanges(row).find(({ name }) => name === key)?.nameRange ?? file.rows[row]!;
        return {
          code: 'unknown-field',
          severity: 'warning',
          start: range.start,
          end: range.end,
          message: `Exotel documents no field “${key.slice(0, 60)}”. It is left out of the update${
            rows > 1 ? ` (in ${rows.toLocaleString('en')} contacts)` : ''
          }. Rename it, or put it into custom_field.`,
        };
      });
    },
  };
}
