import { randomUUID } from 'node:crypto';
import { parseReply } from './parseReply';

/** A double keeps any number of 15 digits. */
const keptCharacters = 15;

const number = /-?\d[\d.eE+-]*/y;

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
  let inQuotes = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const first = text[at]!;
    if (first === '"') {
      // By hand: a pattern for a string would keep each of its characters on the stack.
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
      continue;
    }
    if (first !== '-' && (first < '0' || first > '9')) continue;
    number.lastIndex = at;
    const written = number.exec(text)![0];
    if (written.length > keptCharacters || /[eE]/.test(written)) {
      marked++;
      inQuotes += `${text.slice(copied, at)}"${mark}${written}"`;
      copied = at + written.length;
    }
    at += written.length - 1;
  }
  if (marked === 0) return { value: parsed.value, textOf: (part) => JSON.stringify(part) };
  const quoted = new RegExp(`"${mark}(-?[\\d.eE+-]+)"`, 'g');
  return {
    value: JSON.parse(inQuotes + text.slice(copied)),
    textOf: (part) => JSON.stringify(part).replace(quoted, '$1'),
  };
}
