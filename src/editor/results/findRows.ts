import { literalPattern } from '../../core/literalPattern';
import type { Steps } from '../../core/steps';
import type { SentColumns, TableRows } from './sentColumns';

const rowsPerStep = 20_000;

/** One bit for each row: whether what the page lacks of it holds the text. */
export function* findRows(rows: TableRows, sent: SentColumns, text: string): Steps<Uint8Array> {
  const found = new Uint8Array(Math.ceil(rows.count / 8));
  const pattern = literalPattern(text);
  if (!pattern) return found;
  const inFile = rows.texts && (yield* rows.texts.find(pattern, text.trim()));
  for (let row = 0; row < rows.count; row++) {
    if (row % rowsPerStep === 0) yield;
    if (isInFile(row) || pattern.test(rows.sid(row)) || (sent.isCut(row) && hasInCause(row))) {
      found[row >> 3]! |= 1 << (row & 7);
    }
  }
  return found;

  function isInFile(row: number): boolean {
    const fileRow = inFile && rows.fileRow(row);
    return fileRow !== undefined && (inFile![fileRow >> 3]! & (1 << (fileRow & 7))) !== 0;
  }

  function hasInCause(row: number): boolean {
    const [, code, message] = rows.result(row);
    return pattern!.test(code) || pattern!.test(message);
  }
}
