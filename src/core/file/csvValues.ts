import type { RowValues } from './contactFile';
import type { CsvCells } from './csvCells';
import type { CsvColumns } from './csvColumns';
import { withMembers } from './jsonContactText';
import { JsonScanner } from './jsonScanner';
import { skipSpace } from './textSource';

type Values = Record<string, unknown>;

/**
 * Makes the values of rows, and the JSON text that is sent for them, from their cells: cells by field; `custom_field` put together
 * from its own column and its `custom_field.*` columns, which win. An empty sid or `custom_field` is always absent, whatever
 * `emptyCells` says: a contact cannot lose its sid, and an empty text is no value that `custom_field` takes.
 */
export class CsvValues {
  constructor(
    private readonly cells: CsvCells,
    private readonly columns: CsvColumns,
  ) {}

  /** The values of a row whose quotes are right. */
  of(row: number): RowValues {
    const values: Values = {};
    for (const [name, value] of this.texts(row)) values[name] = value;
    const whole = parsed(this.customCell(row));
    if (whole !== undefined) values['custom_field'] = whole;
    if (this.columns.entries.length > 0) this.addEntries(values, row);
    return values;
  }

  /** The same as JSON text, in which the JSON of a `custom_field` cell is as the cell has it. */
  textOf(row: number): string {
    const { cells, columns } = this;
    const escaped = cells.escaped(row);
    let text = '';
    for (const { index, name, field } of columns.fields) {
      const value = cells.value(row, index);
      if (!value && (value === undefined || !columns.clears || name === 'sid')) continue;
      text += `,"${name}":`;
      text += escaped & (1 << field) ? JSON.stringify(value) : `"${value}"`;
    }
    const custom = this.customTextOf(row);
    if (custom !== undefined) text += `,"custom_field":${custom}`;
    return `{${text.slice(1)}}`;
  }

  private *texts(row: number): Generator<[string, string]> {
    for (const { index, name } of this.columns.fields) {
      const value = this.cells.value(row, index);
      if (value || (value === '' && this.columns.clears && name !== 'sid')) yield [name, value];
    }
  }

  /** What the cell of the whole `custom_field` says; undefined when it is empty. White space around JSON has no meaning. */
  private customCell(row: number): string | undefined {
    const { customColumn } = this.columns;
    if (customColumn === -1) return undefined;
    const written = this.cells.value(row, customColumn);
    if (!written) return undefined;
    if (written.startsWith('{') && written.endsWith('}')) return written;
    const start = skipSpace(written, 0);
    return written.charCodeAt(start) === 0x7b ? written.slice(start).replace(/[ \t\r\n]+$/, '') : written;
  }

  private customTextOf(row: number): string | undefined {
    const whole = this.customCell(row);
    if (this.columns.entries.length === 0) return whole;
    const entries = new Map(this.entriesOf(row));
    return entries.size === 0 ? whole : withMembers(whole ?? '{}', entries);
  }

  private *entriesOf(row: number): Generator<[string, string]> {
    for (const { index, key } of this.columns.entries) {
      const value = this.cells.value(row, index);
      if (value || (value === '' && this.columns.clears)) yield [key, value];
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
}

/** A `custom_field` as its cell says it; what is not a JSON object stays text, for the checks. */
function parsed(cell: string | undefined): unknown {
  if (!cell?.startsWith('{') || new JsonScanner(cell).value(0) !== cell.length) return cell;
  return JSON.parse(cell);
}
