import type { TextSource } from '../text/textSource';
import type { RowTable } from './rowTable';

const rowsPerPart = 1_000;

/** The text of some neighbouring rows. */
export interface RowPart {
  readonly first: number;
  /** After the last one. */
  readonly end: number;
  readonly text: string;
  /** Where it begins in the text of the file. */
  readonly base: number;
}

/** All rows, some at a time: to take each by itself out of a large text costs more than to read it. */
export function* rowParts(rows: RowTable, text: TextSource): Iterable<RowPart> {
  for (let first = 0; first < rows.length; first += rowsPerPart) {
    const end = Math.min(first + rowsPerPart, rows.length);
    const base = rows.start(first);
    yield { first, end, base, text: text.slice(base, rows.end(end - 1)) };
  }
}
