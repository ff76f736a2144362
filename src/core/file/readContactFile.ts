import type { Steps } from '../steps';
import type { ContactFile, FileFormat, OnRead, ReadOptions } from './contactFile';
import { readCsv } from './csv';
import { readJson } from './json';
import { readJsonLines } from './jsonLines';
import type { TextSource } from './textSource';

/**
 * Reads a contacts file: every row that can be read, and every problem of its syntax with its exact place. Offsets are those of
 * the given text, a leading byte order mark included. Pauses at least every 5 ms or so. Never throws.
 *
 * @param onRead called while the values of the last rows are at hand; not for every row, and for CSV never
 */
export function readContactFile(
  text: TextSource,
  format: FileFormat,
  options: ReadOptions,
  onRead?: OnRead,
): Steps<ContactFile> {
  switch (format) {
    case 'json':
      return readJson(text, onRead);
    case 'jsonLines':
      return readJsonLines(text, onRead);
    case 'csv':
      return readCsv(text.toString(), options);
  }
}
