import type { ContactFile, ReadOptions } from '../file/contactFile';
import type { Outcome } from '../outcome';
import { resendableCsv } from './resendableCsv';
import { resendableJson } from './resendableJson';
import { resendableLines } from './resendableLines';

/** A text from its beginning to its end, in parts of a row or less. */
export type TextParts = Generator<string, void, void>;

export interface RowsToResend {
  /** As it was read for the run, and whole. */
  readonly file: ContactFile;
  /** At least one, in the order of the file. */
  readonly rows: readonly number[];
  readonly outcome: (row: number) => Outcome | undefined;
  /** What an empty cell will mean when the export is read. */
  readonly emptyCells: ReadOptions['emptyCells'];
}

/**
 * Some rows of a contacts file in its own format, each with its verdict in `verdictFields`. All else is cut from the file's text, so that
 * it stays as it is to the last character: quotes, line ends, order, unknown columns, and what is around the contacts.
 */
export function resendable(part: RowsToResend): TextParts {
  switch (part.file.format) {
    case 'csv':
      return resendableCsv(part);
    case 'json':
      return resendableJson(part);
    case 'jsonLines':
      return resendableLines(part);
  }
}
