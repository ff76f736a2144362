import { numberText } from '../count';
import type { ContactFile } from '../file/contactFile';
import type { Problem, TextRange } from '../problem';
import type { Steps } from '../steps';

/** Keys of JSON contacts that Exotel does not document, each with the rows that have it. */
export type UnknownKeys = ReadonlyMap<string, readonly number[]>;

const keysPerStep = 500;

/** One warning for each key, at its first place. */
export function* warnOfUnknownKeys(file: ContactFile, keys: UnknownKeys): Steps<Problem[]> {
  const problems: Problem[] = [];
  // The keys are in the order of their first rows, so that the places of each row are looked up once.
  let places = new Map<string, TextRange>();
  let placesOf: number | undefined;
  for (const [key, rows] of keys) {
    if (problems.length % keysPerStep === keysPerStep - 1) yield;
    const first = rows[0]!;
    if (first !== placesOf) {
      places = namesIn(file, first);
      placesOf = first;
    }
    const { start, end } = places.get(key) ?? file.rows.range(first);
    const times = rows.length > 1 ? ` (in ${numberText(rows.length)} contacts)` : '';
    const message = `“${key.slice(0, 60)}” is not a field that Exotel documents. It is left out of the update${times}. Rename it, or move it into custom_field.`;
    problems.push({ code: 'unknown-field', severity: 'warning', start, end, message });
  }
  return problems;
}

/** Where the names of a contact's fields are, each at its first place. */
function namesIn(file: ContactFile, row: number): Map<string, TextRange> {
  const places = new Map<string, TextRange>();
  for (const { name, nameRange } of file.fieldRanges(row)) if (!places.has(name)) places.set(name, nameRange);
  return places;
}
