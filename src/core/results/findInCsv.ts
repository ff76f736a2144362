import { literalPattern } from '../literalPattern';
import { rowParts } from '../file/rowParts';
import { setRow } from '../rowBits';
import type { Steps } from '../steps';
import type { ContactTexts } from './contactTexts';

/** As `ContactTexts.find` does. */
export function* findInCsv(texts: ContactTexts, pattern: RegExp, wanted: string, found: Uint8Array): Steps<void> {
  const { rows, text } = texts.file;
  // In a quoted cell, quotes are doubled.
  const doubled = wanted.includes('"') ? `|${literalPattern(wanted.replaceAll('"', '""'))!.source}` : '';
  const everywhere = new RegExp(pattern.source + doubled, 'gi');
  // A text without these is inside of one cell, wherever it is.
  const isProof = texts.areAllNamed && !/[,;|\t"\r\n]/.test(wanted);
  for (const { first, end, text: part, base } of rowParts(rows, text)) {
    yield;
    let row = first;
    everywhere.lastIndex = 0;
    for (;;) {
      const hit = everywhere.exec(part);
      if (!hit) break;
      while (row < end && rows.end(row) - base <= hit.index) row++;
      if (row >= end) break;
      if (isProof || texts.texts(row).some((one) => pattern.test(one))) setRow(found, row);
      row++;
      if (row < end) everywhere.lastIndex = rows.start(row) - base;
      else break;
    }
  }
}
