import { fieldOfKey } from '../contact';
import type { TextRange } from '../problem';
import type { FieldRange } from '../file/contactFile';
import { JsonScanner, nameOf } from './jsonScanner';
import { skipSpace, type TextSource } from '../text/textSource';

/** Where the members of a faultless object are; undefined when it turns out to be faulty, and is to be read with more care. */
export function jsonMembers(text: TextSource, row: TextRange): FieldRange[] | undefined {
  const fields: FieldRange[] = [];
  const isFaultless = walkMembers(text, row, (name, nameRange, start, end) => {
    const known = fieldOfKey(name);
    fields.push({ name, field: known === 'readOnly' ? undefined : known, nameRange, start, end });
    return true;
  });
  return isFaultless ? fields : undefined;
}

/** Where the value of the first of an object's members is that a test picks by name; undefined when there is none or the object is faulty. */
export function jsonValue(
  text: TextSource,
  row: TextRange,
  isWanted: (name: string) => boolean,
): TextRange | undefined {
  let found: TextRange | undefined;
  walkMembers(text, row, (name, _, start, end) => {
    if (isWanted(name)) found = { start, end };
    return found === undefined;
  });
  return found;
}

/** Turned to one row after the other. */
const scanner = new JsonScanner('');

type Visit = (name: string, nameRange: TextRange, start: number, end: number) => boolean;

/** Visits the members of an object one after the other until one says false; false when it comes upon a fault before. */
function walkMembers(source: TextSource, row: TextRange, visit: Visit): boolean {
  // On the row alone: whatever is looked for, it need not be looked for in the rest of the file.
  const text = source.slice(row.start, row.end);
  scanner.turnToText(text);
  if (text.charAt(0) !== '{') return false;
  let offset = skipSpace(text, 1);
  if (text.charAt(offset) === '}') return true;
  while (offset < text.length) {
    const nameEnd = text.charAt(offset) === '"' ? scanner.value(offset) : -1;
    if (nameEnd === -1) return false;
    const colon = skipSpace(text, nameEnd);
    if (text.charAt(colon) !== ':') return false;
    const start = skipSpace(text, colon + 1);
    const end = scanner.value(start);
    if (end === -1) return false;
    const nameRange = { start: row.start + offset, end: row.start + nameEnd };
    if (!visit(nameOf(text.slice(offset, nameEnd))!, nameRange, row.start + start, row.start + end)) return true;
    offset = skipSpace(text, end);
    if (text.charAt(offset) === '}') return true;
    if (text.charAt(offset) !== ',') return false;
    offset = skipSpace(text, offset + 1);
  }
  return false;
}
