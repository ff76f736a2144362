import { fieldOfKey } from '../contact';
import type { TextRange } from '../problem';
import type { FieldRange } from './contactFile';
import type { JsonBounds } from './jsonBounds';

const literal = /(?:-?\d[\d.eE+-]*|true|false|null)/y;

/** Where the members of a faultless object stand; undefined when it turns out to be faulty, and is to be read with more care. */
export function jsonMembers(bounds: JsonBounds, row: TextRange): FieldRange[] | undefined {
  const fields: FieldRange[] = [];
  const isFaultless = walkMembers(bounds, row, (name, nameRange, start, end) => {
    const known = fieldOfKey(name);
    fields.push({ name, field: known === 'readOnly' ? undefined : known, nameRange, start, end });
    return true;
  });
  return isFaultless ? fields : undefined;
}

/** Where the value of the first of an object's members stands that a test picks by name; undefined when there is none or the object is faulty. */
export function jsonValue(
  bounds: JsonBounds,
  row: TextRange,
  isWanted: (name: string) => boolean,
): TextRange | undefined {
  let found: TextRange | undefined;
  walkMembers(bounds, row, (name, _, start, end) => {
    if (isWanted(name)) found = { start, end };
    return found === undefined;
  });
  return found;
}

type Visit = (name: string, nameRange: TextRange, start: number, end: number) => boolean;

/** Visits the members of an object one after the other until one says false; false when it comes upon a fault before. */
function walkMembers(bounds: JsonBounds, { start, end }: TextRange, visit: Visit): boolean {
  const { text } = bounds;
  if (text.charAt(start) !== '{') return false;
  let offset = skipSpace(text, start + 1);
  if (text.charAt(offset) === '}') return true;
  while (offset < end) {
    if (text.charAt(offset) !== '"') return false;
    const nameEnd = bounds.stringEnd(offset + 1) + 1;
    if (nameEnd === 0) return false;
    const nameRange = { start: offset, end: nameEnd };
    const colon = skipSpace(text, nameEnd);
    if (text.charAt(colon) !== ':') return false;
    const valueStart = skipSpace(text, colon + 1);
    const valueEnd = endOfValue(bounds, valueStart);
    const name = nameOf(text, nameRange);
    if (valueEnd === undefined || name === undefined) return false;
    if (!visit(name, nameRange, valueStart, valueEnd)) return true;
    offset = skipSpace(text, valueEnd);
    if (text.charAt(offset) === '}') return true;
    if (text.charAt(offset) !== ',') return false;
    offset = skipSpace(text, offset + 1);
  }
  return false;
}

function nameOf(text: string, { start, end }: TextRange): string | undefined {
  const written = text.slice(start, end);
  if (!written.includes('\\')) return written.slice(1, -1);
  try {
    return JSON.parse(written) as string;
  } catch {
    return undefined;
  }
}

function endOfValue(bounds: JsonBounds, start: number): number | undefined {
  const { text } = bounds;
  switch (text.charAt(start)) {
    case '"':
      return bounds.stringEnd(start + 1) + 1 || undefined;
    case '{':
    case '[': {
      const end = bounds.find(start);
      return end === -1 ? undefined : end;
    }
    default:
      literal.lastIndex = start;
      return literal.test(text) ? literal.lastIndex : undefined;
  }
}

function skipSpace(text: string, from: number): number {
  for (let offset = from; ; offset++) {
    const code = text.charCodeAt(offset);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return offset;
  }
}
