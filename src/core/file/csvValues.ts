import { contactFields, type ContactField } from '../contact';
import type { Column, ReadOptions } from './contactFile';
import type { CsvCells } from './csvCells';
import { JsonBounds } from './jsonBounds';
import { countNames } from './jsonRun';
import { withMembers } from './jsonContactText';
import { skipSpace } from './textSource';

type Values = Record<string, unknown>;

/** Rows whose values are read together, and kept until others are asked for. */
const rowsTogether = 256;

/**
 * Reads the values of rows when they are asked for, and keeps few of them: those of a large file would be most of what its check
 * costs, in memory and in time. Cells by field; `custom_field` put together from its own column and its `custom_field.*` columns,
 * which win. An empty sid or `custom_field` is always absent, whatever `emptyCells` says: a contact cannot lose its sid, and an
 * empty text is no value that `custom_field` takes.
 */
export class CsvValues {
  private readonly fields: { index: number; field: ContactField }[] = [];
  private readonly entries: { index: number; key: string }[] = [];
  /** The column that holds `custom_field` as a whole; -1 when there is none. */
  private customColumn = -1;
  private readonly clears: boolean;
  /** The values at hand: those of the rows from `first` on. */
  private read: Values[] = [];
  private first = 0;
  /** The rows among them whose `custom_field` cell may say more than its values do, see `FileRow`. */
  private readonly odd = new Set<number>();

  constructor(
    private readonly cells: CsvCells,
    columns: readonly Column[],
    kept: ReadonlySet<Column>,
    options: ReadOptions,
  ) {
    this.clears = options.emptyCells === 'clear';
    columns.forEach((column, index) => {
      const { target } = column;
      if (!kept.has(column)) return;
      if (target.kind === 'customEntry') this.entries.push({ index, key: target.key });
      if (target.kind !== 'field') return;
      if (target.field === 'custom_field') this.customColumn = index;
      else this.fields.push({ index, field: target.field });
    });
    // In one order whatever that of the columns, so that all contacts are objects of one shape.
    this.fields.sort((a, b) => contactFields.indexOf(a.field) - contactFields.indexOf(b.field));
  }

  /** The values of a row whose quotes are right. */
  of(row: number): Values {
    if (row < this.first || row >= this.first + this.read.length) this.readAround(row);
    return this.read[row - this.first]!;
  }

  isOdd(row: number): boolean {
    if (this.customColumn === -1) return false;
    this.of(row);
    return this.odd.has(row);
  }

  /** The same as JSON text, in which the JSON of a `custom_field` cell is as the cell has it. */
  textOf(row: number): string {
    const fields = JSON.stringify(this.fieldsOf(row));
    const custom = this.customTextOf(row);
    if (custom === undefined) return fields;
    return `${fields.slice(0, -1)}${fields === '{}' ? '' : ','}"custom_field":${custom}}`;
  }

  private readAround(row: number): void {
    const first = row - (row % rowsTogether);
    const length = Math.min(rowsTogether, this.cells.rowCount - first);
    this.first = first;
    this.read = Array.from({ length }, (_, index) => this.fieldsOf(first + index));
    if (this.customColumn !== -1) this.addCustomFields();
    if (this.entries.length > 0) this.read.forEach((values, index) => this.addEntries(values, first + index));
  }

  private fieldsOf(row: number): Values {
    const values: Values = {};
    for (const { index, field } of this.fields) {
      const value = this.cells.value(row, index);
      if (value || (value === '' && this.clears && field !== 'sid')) values[field] = value;
    }
    return values;
  }

  /** What the cell of the whole `custom_field` says; undefined when it is empty. White space around JSON has no meaning. */
  private customCell(row: number): string | undefined {
    if (this.customColumn === -1) return undefined;
    const written = this.cells.value(row, this.customColumn);
    if (!written) return undefined;
    const start = skipSpace(written, 0);
    return written.charCodeAt(start) === 0x7b ? written.slice(start).replace(/[ \t\r\n]+$/, '') : written;
  }

  private customTextOf(row: number): string | undefined {
    const whole = this.customCell(row);
    const entries = new Map(this.entriesOf(row));
    return entries.size === 0 ? whole : withMembers(whole ?? '{}', entries);
  }

  private *entriesOf(row: number): Generator<[string, string]> {
    for (const { index, key } of this.entries) {
      const value = this.cells.value(row, index);
      if (value || (value === '' && this.clears)) yield [key, value];
    }
  }

  private addEntries(values: Values, row: number): void {
    const whole = values['custom_field'];
    if (whole !== undefined && typeof whole !== 'object') return;
    // Without a prototype, so that a column named custom_field.__proto__ is one like any other.
    const custom = Object.assign(Object.create(null), whole) as Values;
    for (const [key, value] of this.entriesOf(row)) custom[key] = value;
    if (Object.keys(custom).length > 0) values['custom_field'] = custom;
  }

  /** Parses the `custom_field` texts of all rows at hand at one stroke. What is no JSON object, or not one alone, stays text for the checks. */
  private addCustomFields(): void {
    const cells: CustomCell[] = [];
    this.odd.clear();
    this.read.forEach((values, index) => {
      const text = this.customCell(this.first + index);
      if (!text) return;
      values['custom_field'] = text;
      if (text.startsWith('{')) cells.push({ row: this.first + index, values, text, names: 0 });
    });
    const bounds = new JsonBounds(cells.map(({ text }) => text).join(','));
    let start = 0;
    const objects = cells.filter((cell) => {
      const end = start + cell.text.length;
      const isObject = bounds.find(start, cell.text.length) === end;
      start = end + 1;
      cell.names = bounds.names;
      if (bounds.hasLongNumber) this.odd.add(cell.row);
      return isObject;
    });
    const parsed = parseAll(objects) ?? objects.map((object) => parseAll([object])?.[0]);
    objects.forEach(({ row, values, text, names }, index) => {
      values['custom_field'] = parsed[index] ?? text;
      if (parsed[index] && countNames(parsed[index]) !== names) this.odd.add(row);
    });
  }
}

/** What a cell of the whole `custom_field` says, and where it belongs. */
interface CustomCell {
  readonly row: number;
  readonly values: Values;
  readonly text: string;
  /** As counted in the text. */
  names: number;
}

function parseAll(objects: readonly { text: string }[]): unknown[] | undefined {
  try {
    return JSON.parse(`[${objects.map(({ text }) => text).join(',')}]`) as unknown[];
  } catch {
    return undefined;
  }
}
