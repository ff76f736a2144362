import { literalPattern } from '../../core/literalPattern';
import { hasRow, rowBits, setRow } from '../../core/rowBits';
import type { Steps } from '../../core/steps';
import type { SentColumns, TableRows } from './sentColumns';

const rowsPerStep = 20_000;

/** The search for a text in what the page lacks of the rows. What it finds is one bit for each row. */
export class RowSearch {
  private readonly pattern: RegExp | undefined;
  private readonly texts: TableRows['texts'];
  /** By row of the file. */
  private readonly inFile: Uint8Array;

  constructor(
    private readonly rows: TableRows,
    private readonly sent: SentColumns,
    private readonly text: string,
  ) {
    this.pattern = literalPattern(text);
    this.texts = rows.texts;
    this.inFile = rowBits(this.texts?.file.rows.length ?? 0);
  }

  *run(): Steps<Uint8Array> {
    const { rows, pattern } = this;
    if (!pattern) return rowBits(rows.count);
    if (this.texts) yield* this.texts.find(pattern, this.text.trim(), this.inFile);
    const found = this.soFar();
    for (let row = 0; row < rows.count; row++) {
      if (row % rowsPerStep === 0) yield;
      if (pattern.test(rows.sid(row)) || (this.sent.isCut(row) && this.isInCause(row))) setRow(found, row);
    }
    return found;
  }

  /** What was found in the file while it is still being searched. */
  soFar(): Uint8Array {
    const { rows, inFile } = this;
    const found = rowBits(rows.count);
    if (!this.texts) return found;
    for (let row = 0; row < rows.count; row++) {
      const fileRow = rows.fileRow(row);
      if (fileRow !== undefined && hasRow(inFile, fileRow)) setRow(found, row);
    }
    return found;
  }

  private isInCause(row: number): boolean {
    const [, code, message] = this.rows.result(row);
    return this.pattern!.test(code) || this.pattern!.test(message);
  }
}
