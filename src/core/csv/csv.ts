import type { TextRange } from '../problem';
import type { Steps } from '../steps';
import { syntaxFaults } from '../syntaxFault';
import type { Column, ContactFile, OnRow, ReadOptions } from '../file/contactFile';
import { CsvColumns } from './csvColumns';
import { findStart } from './csvDelimiter';
import {
  checkColumns,
  explainMissing,
  hasColumn,
  headerMissing,
  hasExtraCells,
  headerRange,
  holdsData,
  isUnnamed,
  readColumns,
  reportUnnamed,
} from './csvHeader';
import { CsvFacts } from './csvFacts';
import { CsvScanner } from './csvScanner';
import { ProblemList } from '../file/problemList';
import { ReadFile } from '../file/readFile';
import { CsvRows } from './csvRows';
import type { TextSource } from '../text/textSource';

/** Characters read between two pauses. */
const stepLength = 131_072;
/** Characters of a text that is not one string that become one at a time; more where a row is longer. */
const leastWindow = 262_144;

/** Reads CSV with a header row. */
export function* readCsv(text: TextSource, options: ReadOptions, onRow?: OnRow): Steps<ContactFile> {
  const problems = new ProblemList();
  const start = findStart(text);
  let { offset } = start;
  /** The part of the text that the scanner sees, and where it begins. */
  let window = text.slice(0, typeof text === 'string' ? text.length : leastWindow);
  let base = 0;
  const scanner = new CsvScanner(window, start.delimiter);
  let columns: Column[] = [];
  let whole = true;
  let read: CsvRows | undefined;
  let facts: CsvFacts | undefined;
  /** The columns without a name in which nothing was found yet, from left to right. */
  let unnamed: number[] = [];
  let paused = 0;

  /** Adds the row that the scanner is on. */
  const add = (rows: CsvRows, end: number, isReadable: boolean) => {
    if (isReadable) facts!.read(scanner, base);
    const found = isReadable ? facts : undefined;
    rows.rows.add(base + scanner.starts[0]!, end, found);
    onRow?.(rows, rows.rows.length - 1, found);
  };

  while (offset < text.length) {
    if (offset - paused > stepLength) {
      paused = offset;
      yield;
    }
    const behind = base + scanner.scanRow(offset - base);
    if (behind === base + window.length && behind < text.length) {
      // The row may continue after the window. The places in the header are those in the text.
      const from = read ? offset : 0;
      window = text.slice(from, from + Math.max(leastWindow, from === base ? 2 * window.length : 0));
      base = from;
      scanner.turnTo(window);
      continue;
    }
    offset = behind;
    if (scanner.isBlank) continue;
    const fault = scanner.fault && { ...moved(scanner.fault, base), kind: scanner.fault.kind };
    if (fault?.kind === 'unclosed') {
      whole = false;
      problems.syntax(fault, syntaxFaults.unclosedCell, read?.rows.length);
      if (read) add(read, endOfLine(text, fault.start), false);
      break;
    }
    if (!read) {
      columns = readColumns(scanner);
      if (fault) problems.syntax(fault, syntaxFaults.textAfterQuote);
      if (holdsData(columns)) {
        problems.add('no-contacts', headerRange(columns), headerMissing);
        columns = [];
        break;
      }
      const kept = checkColumns(columns, problems);
      if (!hasColumn(columns, 'sid') && !(options.withoutSid && hasColumn(columns, 'number'))) {
        problems.add(
          'no-contacts',
          headerRange(columns),
          explainMissing(columns, options.withoutSid ? 'number' : 'sid'),
        );
        break;
      }
      whole = !fault && !problems.has('duplicate-column') && !problems.has('lost-characters');
      unnamed = [...columns.keys()].filter((index) => isUnnamed(columns[index]!));
      const meaning = new CsvColumns(columns, kept, options);
      read = new CsvRows(text, start.delimiter, columns, meaning);
      facts = new CsvFacts(text, meaning);
      continue;
    }
    const end = base + scanner.rowEnd;
    if (fault) problems.syntax(fault, syntaxFaults.textAfterQuote, read.rows.length);
    const extra = hasExtraCells(scanner, columns.length);
    if (extra) {
      const range = { start: base + scanner.starts[columns.length]!, end };
      problems.syntax(range, syntaxFaults.tooManyCells(scanner.count, columns.length), read.rows.length);
    }
    add(read, end, !fault && !extra);
    if (unnamed.length > 0 && unnamed[0]! < scanner.count) {
      const filled = unnamed.filter((index) => isFilled(scanner, index));
      for (const index of filled) reportUnnamed(columns[index]!, problems);
      if (filled.length > 0) unnamed = unnamed.filter((index) => !isFilled(scanner, index));
    }
  }

  if (!read?.rows.length && problems.problems.every(({ severity }) => severity !== 'error')) {
    const message = read
      ? 'There are no rows below the header, so there is nothing to update.'
      : 'The file is empty. Its first row names the columns, such as: sid,number,first_name';
    problems.add('no-contacts', headerRange(columns), message);
  }

  read ??= new CsvRows(text, start.delimiter, columns, new CsvColumns([], new Set(), options));
  return new ReadFile(read, problems.inOrder(), whole, columns);
}

function isFilled(scanner: CsvScanner, index: number) {
  return index < scanner.count && !scanner.isEmpty(index);
}

function moved({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by };
}

function endOfLine(text: TextSource, from: number) {
  const ends = ['\r', '\n'].map((character) => text.indexOf(character, from)).filter((found) => found !== -1);
  return Math.min(text.length, ...ends);
}
