import { wellFormedJson } from '../text/wellFormedJson';

/**
 * A contact on one line. Its values stay as they are written: a raw line break in JSON is always between them.
 * @param json as it would be sent
 */
export function contactLine(json: string): string {
  return wellFormedJson(json.replace(/[\r\n][ \t\r\n]*/g, ' '));
}

/**
 * Puts JSON's own escapes for some characters, which changes no value.
 * @param pattern matches single characters that are only found in strings, and never after a backslash
 */
export function escapeInJson(json: string, pattern: RegExp): string {
  return json.replace(pattern, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Characters that cannot be seen, that reorder a line, or that a compiler refuses in its source: control characters, separators of
 * lines, marks of direction, and the byte order mark.
 */
export const unseen = /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
