import type { Steps } from '../steps';
import type { Column, ContactFile, FieldRange, FileRow, ReadOptions } from './contactFile';
import { findStart } from './csvDelimiter';
import {
  checkColumns,
  explainMissingSid,
  hasSid,
  headerMissing,
  headerRange,
  holdsData,
  readColumns,
  reportUnnamed,
} from './csvHeader';
import { CsvScanner } from './csvScanner';
import { CsvValues } from './csvValues';
import { ProblemList } from './problemList';

/** Rows read between two pauses. */
const rowsPerStep = 512;

/** Reads CSV with a header row. */
export function* readCsv(text: string, options: ReadOptions): Steps<ContactFile> {
  const problems = new ProblemList();
  const rows: FileRow[] = [];
  const start = findStart(text);
  const scanner = new CsvScanner(text, start.delimiter);
  let { offset } = start;
  let columns: Column[] = [];
  let whole = true;
  let cells: CsvValues | undefined;
  let unnamed: Column[] = [];

  for (let count = 1; offset < text.length; count++) {
    if (count % rowsPerStep === 0) {
      cells?.finish();
      yield;
    }
    offset = scanner.scanRow(offset);
    if (scanner.isBlank) continue;
    const { fault } = scanner;
    if (fault?.kind === 'unclosed') {
      whole = false;
      const message = 'This quote is never closed, so nothing from here on can be read. Add the closing quote (")';
      problems.syntax(fault, message, cells ? rows.length : undefined);
      if (cells) rows.push({ start: scanner.starts[0]!, end: endOfLine(text, fault.start), values: undefined });
      break;
    }
    if (!cells) {
      columns = readColumns(scanner);
      if (fault) problems.syntax(fault, trailingText);
      if (holdsData(columns)) {
        problems.add('no-contacts', headerRange(columns), headerMissing);
        columns = [];
        break;
      }
      const kept = checkColumns(columns, problems);
      if (!hasSid(columns)) {
        problems.add('no-contacts', headerRange(columns), explainMissingSid(columns));
        break;
      }
      whole = !fault && !problems.has('duplicate-column');
      unnamed = columns.filter(({ name, target }) => name === '' && target.kind === 'unknown');
      cells = new CsvValues(columns, kept, options);
      continue;
    }
    const end = scanner.rowEnd;
    if (fault) problems.syntax(fault, trailingText, rows.length);
    const extra = scanner.count > columns.length;
    if (extra) {
      const message = `This row has ${scanner.count} cells and the header ${columns.length}. Quote a cell that holds the delimiter, or remove what is too much.`;
      problems.syntax({ start: scanner.starts[columns.length]!, end }, message, rows.length);
    }
    rows.push({ start: scanner.starts[0]!, end, values: fault || extra ? undefined : cells.read(scanner) });
    if (unnamed.length > 0) {
      const filled = unnamed.filter((column) => isFilled(scanner, columns.indexOf(column)));
      for (const column of filled) reportUnnamed(column, problems);
      unnamed = unnamed.filter((column) => !filled.includes(column));
    }
  }

  cells?.finish();

  if (rows.length === 0 && problems.problems.every(({ severity }) => severity !== 'error')) {
    const message = cells
      ? 'There are no rows under the header: there is nothing to update.'
      : 'The file is empty. Its first row names the columns, such as: sid,number,first_name';
    problems.add('no-contacts', headerRange(columns), message);
  }

  return {
    format: 'csv',
    text,
    rows,
    problems: problems.inOrder(),
    whole,
    columns,
    fieldRanges: (row) => csvFieldRanges(text, start.delimiter, columns, rows[row]),
  };
}

const trailingText = 'Text follows the closing quote. Double the quotes inside the cell (""), or remove them';

function isFilled(scanner: CsvScanner, index: number) {
  return index < scanner.count && !scanner.isEmpty(index);
}

function endOfLine(text: string, from: number) {
  const rest = /[^\r\n]*/y;
  rest.lastIndex = from;
  rest.test(text);
  return rest.lastIndex;
}

function csvFieldRanges(text: string, delimiter: number, columns: readonly Column[], row: FileRow | undefined) {
  if (!row) return [];
  // On the row alone: whatever the scanner looks for, it need not look through the rest of the file.
  const scanner = new CsvScanner(text.slice(row.start, row.end), delimiter);
  scanner.scanRow(0);
  return columns.slice(0, scanner.count).map(({ name, target, ...nameRange }, index): FieldRange => {
    const field = target.kind === 'field' ? target.field : target.kind === 'customEntry' ? 'custom_field' : undefined;
    return { name, field, nameRange, start: row.start + scanner.starts[index]!, end: row.start + scanner.ends[index]! };
  });
}
