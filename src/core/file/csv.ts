import type { TextRange } from '../problem';
import type { Steps } from '../steps';
import type { Column, ContactFile, FieldRange, OnRow, ReadOptions, RowsRead } from './contactFile';
import { CsvColumns } from './csvColumns';
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
import { CsvCells } from './csvCells';
import { CsvFacts } from './csvFacts';
import { CsvScanner } from './csvScanner';
import { CsvValues } from './csvValues';
import { ProblemList } from './problemList';
import { RowTable } from './rowTable';

/** Characters read between two pauses. */
const stepLength = 131_072;

/** Reads CSV with a header row. */
export function* readCsv(text: string, options: ReadOptions, onRow?: OnRow): Steps<ContactFile> {
  const problems = new ProblemList();
  const rows = new RowTable();
  const unreadable = new Set<number>();
  const odd = new Set<number>();
  const start = findStart(text);
  const scanner = new CsvScanner(text, start.delimiter);
  const cells = new CsvCells(text);
  let { offset } = start;
  let columns: Column[] = [];
  let whole = true;
  let values: CsvValues | undefined;
  let facts: CsvFacts | undefined;
  let soFar: RowsRead | undefined;
  /** The columns without a name in which nothing was found yet, from left to right. */
  let unnamed: number[] = [];
  let paused = 0;

  /** Adds the row that the scanner stands on. */
  const add = (end: number, isReadable: boolean) => {
    const row = rows.length;
    if (isReadable) facts!.read(scanner);
    else unreadable.add(row);
    cells.add(scanner, isReadable ? facts!.escaped : 0);
    rows.add(scanner.starts[0]!, end, isReadable ? facts : undefined);
    if (isReadable && facts!.isOdd) odd.add(row);
    onRow?.(soFar!, row, isReadable ? facts : undefined);
  };

  while (offset < text.length) {
    if (offset - paused > stepLength) {
      paused = offset;
      yield;
    }
    offset = scanner.scanRow(offset);
    if (scanner.isBlank) continue;
    const { fault } = scanner;
    if (fault?.kind === 'unclosed') {
      whole = false;
      const message = 'This quote is never closed, so nothing from here on can be read. Add the closing quote (")';
      problems.syntax(fault, message, values ? rows.length : undefined);
      if (values) add(endOfLine(text, fault.start), false);
      break;
    }
    if (!values) {
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
      whole = !fault && !problems.has('duplicate-column') && !problems.has('lost-characters');
      unnamed = [...columns.keys()].filter((index) => isUnnamed(columns[index]!));
      const read = new CsvColumns(columns, kept, options);
      values = new CsvValues(cells, read);
      facts = new CsvFacts(text, read);
      soFar = rowsRead();
      continue;
    }
    const end = scanner.rowEnd;
    if (fault) problems.syntax(fault, trailingText, rows.length);
    const extra = hasExtraCells(scanner, columns.length);
    if (extra) {
      const message = `This row has ${scanner.count} cells and the header ${columns.length}. Quote a cell that holds the delimiter, or remove what is too much.`;
      problems.syntax({ start: scanner.starts[columns.length]!, end }, message, rows.length);
    }
    add(end, !fault && !extra);
    if (unnamed.length > 0 && unnamed[0]! < scanner.count) {
      const filled = unnamed.filter((index) => isFilled(scanner, index));
      for (const index of filled) reportUnnamed(columns[index]!, problems);
      if (filled.length > 0) unnamed = unnamed.filter((index) => !isFilled(scanner, index));
    }
  }

  if (rows.length === 0 && problems.problems.every(({ severity }) => severity !== 'error')) {
    const message = values
      ? 'There are no rows under the header: there is nothing to update.'
      : 'The file is empty. Its first row names the columns, such as: sid,number,first_name';
    problems.add('no-contacts', headerRange(columns), message);
  }

  return { ...(soFar ?? rowsRead()), problems: problems.inOrder(), whole, columns };

  function rowsRead(): RowsRead {
    return {
      format: 'csv',
      text,
      rows,
      values: (row) => (row >= rows.length || unreadable.has(row) ? undefined : values?.of(row)),
      isOdd: (row) => odd.has(row),
      ...csvPlaces(cells, columns, rows),
      contactText: (row) => values!.textOf(row),
    };
  }
}

const trailingText = 'Text follows the closing quote. Double the quotes inside the cell (""), or remove them';

function isUnnamed({ name, target }: Column) {
  return name === '' && target.kind === 'unknown';
}

/** Empty cells beyond the header are what spreadsheets and trailing delimiters leave. */
function hasExtraCells(scanner: CsvScanner, columns: number) {
  for (let index = columns; index < scanner.count; index++) if (!scanner.isEmpty(index)) return true;
  return false;
}

function isFilled(scanner: CsvScanner, index: number) {
  return index < scanner.count && !scanner.isEmpty(index);
}

function endOfLine(text: string, from: number) {
  const rest = /[^\r\n]*/y;
  rest.lastIndex = from;
  rest.test(text);
  return rest.lastIndex;
}

/** Where the fields of the rows stand. A cell that is never closed goes on to the end of the text, and its row does not. */
function csvPlaces(cells: CsvCells, columns: readonly Column[], rows: RowTable) {
  const fields = columns.map(({ target }): FieldRange['field'] =>
    target.kind === 'field' ? target.field : target.kind === 'customEntry' ? 'custom_field' : undefined,
  );
  const valueAt = (row: number, column: number): TextRange => ({
    start: cells.start(row, column),
    end: Math.min(cells.end(row, column), rows.end(row)),
  });
  // The first column of each name, and of each field that a column stands for.
  const columnOf = new Map<string, number>();
  for (const [index, { name }] of columns.entries()) {
    for (const key of [name, fields[index]]) if (key !== undefined && !columnOf.has(key)) columnOf.set(key, index);
  }
  const count = (row: number) => (row < rows.length ? Math.min(cells.count(row), columns.length) : 0);
  return {
    fieldRanges: (row: number): FieldRange[] =>
      columns.slice(0, count(row)).map(({ name, target: _, ...nameRange }, column) => {
        return { name, field: fields[column], nameRange, ...valueAt(row, column) };
      }),
    valueRange(row: number, name: string): TextRange | undefined {
      const column = columnOf.get(name);
      return column !== undefined && column < count(row) ? valueAt(row, column) : undefined;
    },
  };
}
