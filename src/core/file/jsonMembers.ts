import { fieldOfKey } from '../contact';
import type { TextRange } from '../problem';
import type { FieldRange } from './contactFile';
import type { JsonBounds } from './jsonBounds';

const literal = /(?:-?\d[\d.eE+-]*|true|false|null)/y;

/** Where the members of a faultless object stand; undefined when it turns out to be faulty, and is to be read with more care. */
export function jsonMembers(bounds: JsonBounds, { start, end }: TextRange): FieldRange[] | undefined {
  const { text } = bounds;
  const fields: FieldRange[] = [];
  if (text.charAt(start) !== '{') return undefined;
  let offset = skipSpace(text, start + 1);
  if (text.charAt(offset) === '}') return fields;
  while (offset < end) {
    if (text.charAt(offset) !== '"') return undefined;
    const nameEnd = bounds.stringEnd(offset + 1) + 1;
    if (nameEnd === 0) return undefined;
    const nameRange = { start: offset, end: nameEnd };
    const colon = skipSpace(text, nameEnd);
    if (text.charAt(colon) !== ':') return undefined;
    const valueStart = skipSpace(text, colon + 1);
    const valueEnd = endOfValue(bounds, valueStart);
    const name = nameOf(text, nameRange);
    if (valueEnd === undefined || name === undefined) return undefined;
    const known = fieldOfKey(name);
    fields.push({ name, field: known === 'readOnly' ? undefined : known, nameRange, start: valueStart, end: valueEnd });
    offset = skipSpace(text, valueEnd);
    if (text.charAt(offset) === '}') return fields;
    if (text.charAt(offset) !== ',') return undefined;
    offset = skipSpace(text, offset + 1);
  }
  return undefined;
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
