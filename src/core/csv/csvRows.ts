import type { ContactField } from '../contact';
import type { TextRange } from '../problem';
import type { Column, FieldRange, KeptRows, OnRow, RowValues } from '../file/contactFile';
import type { CsvColumns } from './csvColumns';
import { isSameStart } from './csvDelimiter';
import { CsvContacts } from './csvContacts';
import { CsvFacts } from './csvFacts';
import { hasExtraCells, isUnnamed } from './csvHeader';
import { CsvScanner } from './csvScanner';
import { withMembers } from '../json/jsonContactText';
import { JsonScanner } from '../json/jsonScanner';
import { JsonBytes } from '../text/jsonBytes';
import type { Patch } from '../text/patch';
import { rereadInPlace } from '../file/reread';
import { rowParts } from '../file/rowParts';
import { RowTable } from '../file/rowTable';
import type { Steps } from '../steps';
import { endWithoutSpace, skipSpace, type TextSource } from '../text/textSource';

/**
 * The rows of a CSV text, what they say, and the places in them. The cells of a row are found again whenever they are asked for: to
 * keep where they are costs more than it saves.
 *
 * The values: cells by field; `custom_field` put together from its own column and its `custom_field.*` columns, which win. An empty sid
 * or `custom_field` is always absent, whatever `emptyCells` says: a contact cannot lose its sid, and an empty text is not a value that
 * `custom_field` takes.
 */
export class CsvRows implements KeptRows {
  readonly format = 'csv';
  /** On one row only. */
  private readonly scanner: CsvScanner;
  private scanned = -1;
  private readonly fields: readonly (ContactField | undefined)[];
  /** The first column of each name, and of each field that a column stands for. */
  private readonly columnOf = new Map<string, number>();
  private contacts: CsvContacts | undefined;

  constructor(
    readonly text: TextSource,
    readonly delimiter: number,
    readonly columns: readonly Column[],
    readonly read: CsvColumns,
    readonly rows = new RowTable(),
  ) {
    this.scanner = new CsvScanner('', delimiter);
    this.fields = columns.map(({ target }) =>
      target.kind === 'field' ? target.field : target.kind === 'customEntry' ? 'custom_field' : undefined,
    );
    for (const [index, { name }] of columns.entries()) {
      for (const key of [name, this.fields[index]]) {
        if (key !== undefined && !this.columnOf.has(key)) this.columnOf.set(key, index);
      }
    }
  }

  values(row: number): RowValues | undefined {
    if (row >= this.rows.length || this.rows.isFaulty(row)) return undefined;
    const values: Record<string, unknown> = {};
    for (const { index, name } of this.read.fields) {
      const value = this.cell(row, index);
      if (this.isSent(value) && !(value === '' && name === 'sid')) values[name] = value;
    }
    const whole = parsed(this.customCell(row));
    if (whole !== undefined) values['custom_field'] = whole;
    if (this.read.entries.length > 0) this.addEntries(values, row);
    return values;
  }

  contactText(row: number): string {
    const bytes = new JsonBytes();
    this.addContact(row, bytes);
    return bytes.toString();
  }

  addContact(row: number, to: JsonBytes): void {
    const { customColumn, entries } = this.read;
    this.contacts ??= new CsvContacts(this.text, this.delimiter, this.read);
    const custom = customColumn !== -1 && entries.length > 0 ? this.customText(row) : undefined;
    this.contacts.add(to, this.rows.start(row), this.rows.end(row), custom ?? '');
  }

  fieldRanges(row: number): FieldRange[] {
    return this.columns.slice(0, this.count(row)).map(({ name, target: _, ...nameRange }, column) => {
      return { name, field: this.fields[column], nameRange, ...this.place(row, column) };
    });
  }

  valueRange(row: number, name: string): TextRange | undefined {
    const column = this.columnOf.get(name);
    return column !== undefined && column < this.count(row) ? this.place(row, column) : undefined;
  }

  *valueRanges(name: string): Steps<Int32Array> {
    const { rows } = this;
    const ranges = new Int32Array(2 * rows.length).fill(-1);
    const column = this.columns.findIndex((one) => one.name === name);
    if (column === -1) return ranges;
    const scanner = new CsvScanner('', this.delimiter);
    for (const { first, end, text, base } of rowParts(rows, this.text)) {
      yield;
      scanner.turnTo(text);
      for (let row = first; row < end; row++) {
        if (rows.isFaulty(row)) {
          // It may have no end of its own.
          if (column < this.count(row)) {
            const place = this.place(row, column);
            ranges.set([place.start, place.end], 2 * row);
          }
          continue;
        }
        scanner.scanRow(rows.start(row) - base, column);
        if (column >= scanner.count) continue;
        ranges[2 * row] = base + scanner.starts[column]!;
        ranges[2 * row + 1] = Math.min(base + scanner.ends[column]!, rows.end(row));
      }
    }
    return ranges;
  }

  reread(text: TextSource, touched: { first: number; last: number }, patch: Patch, onRow: OnRow) {
    const { delimiter, columns, read } = this;
    // What a column without a name holds is known of all rows together.
    if (columns.some(isUnnamed) || !isSameStart(this.text, text, delimiter, patch)) return undefined;
    const from = this.rows.start(touched.first);
    // With the spaces behind the last cell: a cell that was put there begins after them.
    let to = this.rows.end(touched.last) + patch.shift;
    while (text.charCodeAt(to) === 0x20 || text.charCodeAt(to) === 0x09) to++;
    const written = text.slice(from, to);
    const scanner = new CsvScanner(written, delimiter);
    const facts = new CsvFacts(text, read);
    const rows = this.rows.moved(touched.last + 1, patch.shift);
    const next = new CsvRows(text, delimiter, columns, read, rows);
    let offset = 0;
    const isRead = rereadInPlace(this, text, touched, patch, (row, start) => {
      if (offset >= written.length && start !== from) return -1;
      offset = scanner.scanRow(offset);
      if (scanner.isBlank || scanner.fault || hasExtraCells(scanner, columns.length)) return -1;
      if (from + scanner.starts[0]! !== start) return -1;
      const end = from + scanner.rowEnd;
      facts.read(scanner, from);
      rows.set(row, start, end, facts);
      onRow(next, row, facts);
      return end;
    });
    return isRead && offset === written.length ? next : undefined;
  }

  /** How many cells of a row have a column. */
  private count(row: number): number {
    return row < this.rows.length ? Math.min(this.cellsOf(row).count, this.columns.length) : 0;
  }

  private place(row: number, column: number): TextRange {
    const { starts, ends } = this.cellsOf(row);
    const { start, end } = this.rows.range(row);
    return { start: start + starts[column]!, end: Math.min(start + ends[column]!, end) };
  }

  /** What a cell says, without its quotes; undefined when the row is too short to have it. */
  private cell(row: number, column: number): string | undefined {
    const cells = this.cellsOf(row);
    return column < cells.count ? cells.cell(column) : undefined;
  }

  private cellsOf(row: number): CsvScanner {
    if (this.scanned === row) return this.scanner;
    this.scanner.turnTo(this.text.slice(this.rows.start(row), this.rows.end(row)));
    this.scanner.scanRow(0);
    this.scanned = row;
    return this.scanner;
  }

  private isSent(value: string | undefined): value is string {
    return value !== undefined && (value !== '' || this.read.clears);
  }

  /** What the cell of the whole `custom_field` says; undefined when it is empty. White space around JSON has no meaning. */
  private customCell(row: number): string | undefined {
    const { customColumn } = this.read;
    const written = customColumn === -1 ? undefined : this.cell(row, customColumn);
    if (!written) return undefined;
    if (written.startsWith('{') && written.endsWith('}')) return written;
    const start = skipSpace(written, 0);
    return written.charCodeAt(start) === 0x7b ? written.slice(start, endWithoutSpace(written)) : written;
  }

  /** The entries that have columns of their own take the place of what the whole says. */
  private customText(row: number): string | undefined {
    const whole = this.customCell(row);
    const entries = new Map(this.entriesOf(row));
    return entries.size === 0 ? whole : withMembers(whole ?? '{}', entries);
  }

  private *entriesOf(row: number): Generator<[string, string]> {
    for (const { index, key } of this.read.entries) {
      const value = this.cell(row, index);
      if (this.isSent(value)) yield [key, value];
    }
  }

  private addEntries(values: Record<string, unknown>, row: number): void {
    const whole = values['custom_field'];
    if (whole !== undefined && typeof whole !== 'object') return;
    // Without a prototype, so that a column named custom_field.__proto__ is one like any other.
    const custom = Object.assign(Object.create(null), whole) as Record<string, unknown>;
    for (const [key, value] of this.entriesOf(row)) custom[key] = value;
    if (Object.keys(custom).length > 0) values['custom_field'] = custom;
  }
}

/** Turned to one cell after the other. */
const json = new JsonScanner('');

/** A `custom_field` as its cell says it; what is not a JSON object stays text, for the checks. */
function parsed(cell: string | undefined): unknown {
  if (!cell?.startsWith('{')) return cell;
  json.turnToText(cell);
  return json.value(0) === cell.length ? JSON.parse(cell) : cell;
}
