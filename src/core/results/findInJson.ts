import { rowParts } from '../file/rowParts';
import { JsonCursor } from '../json/jsonCursor';
import { setRow } from '../rowBits';
import type { Steps } from '../steps';
import type { ContactTexts } from './contactTexts';
import { jsonText } from './jsonText';

/** What JSON has an escape of two characters for. */
const shortlyEscaped = /["\\/\b\f\n\r\t]/;

/**
 * As `ContactTexts.find` does. A row is looked at where the text is written somewhere in it, or an escape that may hide it: of \u any, the
 * others only where what is looked for has such a character. A place inside of a shown text without escapes is proof; one in a key is
 * passed over without making any text.
 */
export function* findInJson(texts: ContactTexts, pattern: RegExp, wanted: string, found: Uint8Array): Steps<void> {
  const { rows, text } = texts.file;
  const shown = new Set(texts.names);
  const everywhere = new RegExp(pattern.source, 'gi');
  const cursor = new JsonCursor();
  // Where it has a quote, what surrounds a text may look like it.
  const isInside = !wanted.includes('"');
  const hiding = shortlyEscaped.test(wanted) ? '\\' : '\\u';
  let part = '';
  /** The next place where it is written, and the next escape that may hide it. */
  let hit = 0;
  let escape = 0;
  for (const { first, end, text: partText, base } of rowParts(rows, text)) {
    yield;
    part = partText;
    cursor.turnTo(part);
    findNext(0);
    for (let row = first; row < end; row++) {
      const next = Math.min(hit, escape);
      while (row < end && rows.end(row) - base <= next) row++;
      if (row === end) break;
      const start = rows.start(row) - base;
      // Between two rows there is nothing of interest.
      if (next < start) findNext(start);
      const rowEnd = rows.end(row) - base;
      if (Math.min(hit, escape) >= rowEnd) continue;
      if (isFound(row, start, rowEnd)) setRow(found, row);
      findNext(rowEnd);
    }
  }

  function findNext(from: number): void {
    if (hit < from || from === 0) hit = written(from);
    if (escape < from || from === 0) escape = endless(part.indexOf(hiding, from));
  }

  function written(from: number): number {
    everywhere.lastIndex = from;
    return everywhere.exec(part)?.index ?? Infinity;
  }

  function isFound(row: number, start: number, rowEnd: number): boolean {
    if (rows.isFaulty(row) || rows.isOdd(row)) return texts.texts(row).some((one) => pattern.test(one));
    cursor.goTo(start);
    return isInside && escape >= rowEnd ? isInPlainRow(rowEnd) : isInAnyText();
  }

  function isInPlainRow(rowEnd: number): boolean {
    while (hit < rowEnd && cursor.advance()) {
      const { valueStart, valueEnd } = cursor;
      if (valueEnd <= hit) continue;
      if (!shown.has(cursor.name)) {
        hit = written(valueEnd);
        continue;
      }
      if (hit < valueStart) hit = written(valueStart);
      if (hit >= valueEnd) continue;
      const value = part.slice(valueStart, valueEnd);
      if ((cursor.isText && !value.includes('\\')) || pattern.test(jsonText(value))) return true;
      hit = written(valueEnd);
    }
    return false;
  }

  function isInAnyText(): boolean {
    while (cursor.advance()) {
      if (!shown.has(cursor.name)) continue;
      if (pattern.test(jsonText(part.slice(cursor.valueStart, cursor.valueEnd)))) return true;
    }
    return false;
  }
}

function endless(index: number): number {
  return index === -1 ? Infinity : index;
}
