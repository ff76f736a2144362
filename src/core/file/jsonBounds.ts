import type { TextRange } from '../problem';

/** A JSON object or array in a text, and how many colons stand on its first level. */
export interface Bounds extends TextRange {
  readonly members: number;
}

const objectBit = 1;
const arrayBit = 0;
/** Whatever turns a contact into text again calls itself for every level, and would run out of stack on a few thousand. */
export const maximumDepth = 1024;
const kinds = new Uint8Array(maximumDepth);

/**
 * Finds where the object or array at `start` ends, in one pass and without looking at what it says. Undefined when brackets do not
 * match, a string runs over its line, an object begins where a name belongs, or it is nested deeper than 1,024: all that is then
 * read with more care. Everything else is left for JSON.parse to judge.
 */
export function findBounds(text: string, start: number): Bounds | undefined {
  let depth = 0;
  let members = 0;
  for (let offset = start; offset < text.length; offset++) {
    switch (text.charCodeAt(offset)) {
      case 0x22: // "
        offset = stringEnd(text, offset + 1);
        if (offset === -1) return undefined;
        break;
      case 0x3a: // :
        if (depth === 1) members++;
        break;
      case 0x7b: // {
        if (depth === maximumDepth || (depth > 0 && kinds[depth - 1] === objectBit && !followsColon(text, offset)))
          return undefined;
        kinds[depth++] = objectBit;
        break;
      case 0x5b: // [
        if (depth === maximumDepth) return undefined;
        kinds[depth++] = arrayBit;
        break;
      case 0x7d: // }
        if (kinds[--depth] !== objectBit) return undefined;
        if (depth === 0) return { start, end: offset + 1, members };
        break;
      case 0x5d: // ]
        if (kinds[--depth] !== arrayBit) return undefined;
        if (depth === 0) return { start, end: offset + 1, members };
        break;
      case 0x27: // '
      case 0x2f: // /
        return undefined;
    }
  }
  return undefined;
}

/** Offset of the closing quote, or -1 when the line or the text ends before. */
export function stringEnd(text: string, start: number): number {
  for (let offset = start; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 0x22) return offset;
    if (code === 0x5c) offset++;
    else if (code === 0x0a || code === 0x0d) return -1;
  }
  return -1;
}

function followsColon(text: string, offset: number): boolean {
  let code: number;
  do code = text.charCodeAt(--offset);
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09);
  return code === 0x3a;
}
