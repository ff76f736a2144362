import type { Steps } from '../steps';
import type { ContactFile, FileFormat, ReadOptions } from './contactFile';
import { readCsv } from './csv';
import { readJson } from './json';
import { readJsonLines } from './jsonLines';
import type { TextSource } from './textSource';

/**
 * Reads a contacts file: every row that can be read, and every problem of its syntax with its exact place. Offsets are those of
 * the given text, a leading byte order mark included. Pauses at least every 5 ms or so. Never throws.
 */
export function readContactFile(text: TextSource, format: FileFormat, options: ReadOptions): Steps<ContactFile> {
  switch (format) {
    case 'json':
      return readJson(text);
    case 'jsonLines':
      return readJsonLines(text);
    case 'csv':
      return readCsv(text.toString(), options);
  }
}
