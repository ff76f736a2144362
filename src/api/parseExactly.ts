import { randomUUID } from 'node:crypto';
import { parseReply } from './parseReply';

/** A double keeps any number of 15 digits. */
const keptCharacters = 15;

const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/gs;

/**
 * Parses a reply of which parts are to be written as JSON again: no number loses a digit. Numbers that a double may not keep are strings
 * in the value, and numbers in `textOf` of it.
 * @returns the value and its way back to text, or what is wrong with the text, for the user
 */
export function parseExactly(
  text: string,
): { value: unknown; textOf: (part: unknown) => string } | { problem: string } {
  const parsed = parseReply(text);
  if ('problem' in parsed) return parsed;
  const mark = randomUUID();
  let marked = 0;
  const inQuotes = text.replace(stringOrNumber, (written) => {
    if (written.startsWith('"') || (written.length <= keptCharacters && !/[eE]/.test(written))) return written;
    marked++;
    return `"${mark}${written}"`;
  });
  if (marked === 0) return { value: parsed.value, textOf: (part) => JSON.stringify(part) };
  const quoted = new RegExp(`"${mark}(-?[\\d.eE+-]+)"`, 'g');
  return { value: JSON.parse(inQuotes), textOf: (part) => JSON.stringify(part).replace(quoted, '$1') };
}
