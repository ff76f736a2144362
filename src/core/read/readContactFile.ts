import type { Steps } from '../steps';
import type { ContactFile, FileFormat, OnRow, ReadOptions } from '../file/contactFile';
import { readCsv } from '../csv/csv';
import { readJson } from '../json/json';
import { readJsonLines } from '../json/jsonLines';
import type { TextSource } from '../text/textSource';

/**
 * Reads a contacts file: every row that can be read, and every problem of its syntax with its exact place. Offsets are those of
 * the given text, a leading byte order mark included. Pauses at least every 5 ms or so. Never throws.
 *
 * @param onRow called for each row as it is read
 */
export function readContactFile(
  text: TextSource,
  format: FileFormat,
  options: ReadOptions,
  onRow?: OnRow,
): Steps<ContactFile> {
  switch (format) {
    case 'json':
      return readJson(text, onRow);
    case 'jsonLines':
      return readJsonLines(text, onRow);
    case 'csv':
      return readCsv(text, options, onRow);
  }
}
