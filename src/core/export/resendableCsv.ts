import { findStart } from '../csv/csvDelimiter';
import { hasExtraCells } from '../csv/csvHeader';
import { CsvScanner } from '../csv/csvScanner';
import { targetOfColumn } from '../contact';
import { verdicts } from '../outcome';
import type { TextSource } from '../text/textSource';
import { csvCell, withoutFormula } from './csvCell';
import type { RowsToResend, TextParts } from './resendable';
import { isVerdictField, verdictFields, verdictTexts } from './verdictFields';

/** The header with the verdict's columns, and some of the rows, each with its own line end. Blank rows are left out. */
export function* resendableCsv({ file, rows, outcome, emptyCells }: RowsToResend): TextParts {
  const { text, columns, rows: table } = file;
  const delimiter = String.fromCharCode(findStart(text).delimiter);
  const cutter = new RowCutter(text, delimiter, columns.map(isOfExport));
  // A file whose names are all in quotes has all of its cells in quotes, mostly.
  const isQuoted = columns.every(({ start }) => text.charCodeAt(start) === 0x22);
  const add = (texts: readonly string[]) =>
    texts.map((cell) => delimiter + csvCell(cell, delimiter, isQuoted)).join('');

  const header = cutter.cut(columns[0]!.start, table.start(0));
  yield text.slice(0, header.start) + header.cells + add(verdictFields) + header.lineEnd;
  for (const row of rows) {
    const next = row + 1 < table.length ? table.start(row + 1) : text.length;
    const { cells, missing, lineEnd } = cutter.cut(table.start(row), next);
    // A cell that is not there leaves its field as it is, and an empty one clears it: such a row goes without its verdict.
    const isShort = missing > 0 && emptyCells === 'clear';
    // What Exotel says is not read again, so it need not begin as a formula does.
    const verdict = isShort ? '' : delimiter.repeat(missing) + add(verdictTexts(outcome(row)).map(withoutFormula));
    yield cells + verdict + lineEnd;
  }
}

function isOfExport({ name }: { readonly name: string }): boolean {
  return targetOfColumn(name).kind === 'readOnly' && isVerdictField(name.toLowerCase().replace(/[\s-]+/g, '_'));
}

/** Cuts rows out of a text so that cells can be appended: without what they have beyond the columns, and without those of an earlier export. */
class RowCutter {
  private readonly scanner: CsvScanner;
  private readonly columns: number;

  /** @param isOld by column: whether it is of an earlier export */
  constructor(
    private readonly text: TextSource,
    private readonly delimiter: string,
    private readonly isOld: readonly boolean[],
  ) {
    this.scanner = new CsvScanner('', delimiter.charCodeAt(0));
    this.columns = isOld.filter((old) => !old).length;
  }

  /**
   * @param first offset of a row's first cell
   * @param next where the next row begins, at the earliest
   * @returns where the line begins, its cells as they are written, for how many columns it has none, and its line end
   */
  cut(first: number, next: number) {
    const start = this.lineStart(first);
    const line = this.text.slice(start, next);
    this.scanner.turnTo(line);
    const written = line.slice(0, this.scanner.scanRow(0));
    const lineEnd = /(?:\r\n|\r|\n)?$/.exec(written)![0];
    const cells = this.ownCells(written.slice(0, written.length - lineEnd.length));
    return {
      start,
      cells: cells.join(this.delimiter),
      missing: Math.max(0, this.columns - cells.length),
      lineEnd,
    };
  }

  private ownCells(written: string): string[] {
    const { scanner, isOld, delimiter } = this;
    const isTooLong = hasExtraCells(scanner, isOld.length);
    const count = isTooLong ? scanner.count - this.oldCellsAtEnd() : Math.min(scanner.count, isOld.length);
    const cells: string[] = [];
    for (let index = 0, start = 0; index < count; index++) {
      // Between a cell and the delimiter after it are only spaces.
      const isLast = index + 1 === scanner.count;
      const end = isLast ? written.length : written.indexOf(delimiter, scanner.ends[index]);
      if (isTooLong || !isOld[index]) cells.push(written.slice(start, end));
      start = end + 1;
    }
    return cells;
  }

  /** Where a row has too many cells, it is not known which are for which column; those of an earlier export are its last ones. */
  private oldCellsAtEnd(): number {
    const { scanner, isOld } = this;
    const { length } = verdictFields;
    const isLast = isOld.slice(-length).every(Boolean);
    return isLast && isVerdict(scanner.cell(scanner.count - length)) ? length : 0;
  }

  /** Spaces before the first cell are not of it. */
  private lineStart(first: number): number {
    let start = first;
    while (start > 0 && ' \t'.includes(this.text.slice(start - 1, start))) start--;
    return start;
  }
}

function isVerdict(text: string): boolean {
  return (verdicts as readonly string[]).includes(text);
}
