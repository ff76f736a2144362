import { contactFields, type ContactField } from '../contact';
import type { Column, ReadOptions } from './contactFile';
import type { CsvCells } from './csvCells';
import { JsonBounds } from './jsonBounds';

type Values = Record<string, unknown>;

/** Rows whose values are read together, and kept until others are asked for. */
const rowsTogether = 256;

/**
 * Reads the values of rows when they are asked for, and keeps few of them: those of a large file would be most of what its check
 * costs, in memory and in time. Cells by field; `custom_field` put together from its own column and its `custom_field.*` columns,
 * which win. An empty sid or `custom_field` is always absent, as neither can be cleared by an empty text.
 */
export class CsvValues {
  private readonly fields: { index: number; field: ContactField }[] = [];
  private readonly entries: { index: number; key: string }[] = [];
  private readonly clears: boolean;
  /** The values at hand: those of the rows from `first` on. */
  private read: Values[] = [];
  private first = 0;

  constructor(
    private readonly cells: CsvCells,
    columns: readonly Column[],
    kept: ReadonlySet<Column>,
    options: ReadOptions,
  ) {
    this.clears = options.emptyCells === 'clear';
    columns.forEach((column, index) => {
      if (!kept.has(column)) return;
      if (column.target.kind === 'field') this.fields.push({ index, field: column.target.field });
      if (column.target.kind === 'customEntry') this.entries.push({ index, key: column.target.key });
    });
    // In one order whatever that of the columns, so that all contacts are objects of one shape.
    this.fields.sort((a, b) => contactFields.indexOf(a.field) - contactFields.indexOf(b.field));
  }

  /** The values of a row whose quotes are right. */
  of(row: number): Values {
    if (row < this.first || row >= this.first + this.read.length) this.readAround(row);
    return this.read[row - this.first]!;
  }

  private readAround(row: number): void {
    const first = row - (row % rowsTogether);
    const length = Math.min(rowsTogether, this.cells.rowCount - first);
    this.first = first;
    this.read = Array.from({ length }, (_, index) => this.fieldsOf(first + index));
    parseCustomFields(this.read);
    if (this.entries.length > 0) this.read.forEach((values, index) => this.addEntries(values, first + index));
  }

  private fieldsOf(row: number): Values {
    const values: Values = {};
    for (const { index, field } of this.fields) {
      const value = this.cells.value(row, index);
      if (value || (value === '' && this.clears && field !== 'sid' && field !== 'custom_field')) values[field] = value;
    }
    return values;
  }

  private addEntries(values: Values, row: number): void {
    const whole = values['custom_field'];
    if (whole !== undefined && typeof whole !== 'object') return;
    // Without a prototype, so that a column named custom_field.__proto__ is one like any other.
    const custom = Object.assign(Object.create(null), whole) as Values;
    for (const { index, key } of this.entries) {
      const value = this.cells.value(row, index);
      if (value || (value === '' && this.clears)) custom[key] = value;
    }
    if (Object.keys(custom).length > 0) values['custom_field'] = custom;
  }
}

/** Parses the `custom_field` texts of all rows at one stroke. What is no JSON object, or not one alone, stays text for the checks. */
function parseCustomFields(rows: readonly Values[]): void {
  const candidates = rows.flatMap((values) => {
    const text = values['custom_field'];
    return typeof text === 'string' && text.startsWith('{') ? { values, text } : [];
  });
  const bounds = new JsonBounds(candidates.map(({ text }) => text).join(','));
  let start = 0;
  const objects = candidates.filter(({ text }) => {
    const end = start + text.trimEnd().length;
    const isObject = bounds.find(start, text.length) === end;
    start += text.length + 1;
    return isObject;
  });
  const parsed = parseAll(objects) ?? objects.map((object) => parseAll([object])?.[0]);
  objects.forEach(({ values, text }, index) => (values['custom_field'] = parsed[index] ?? text));
}

function parseAll(objects: readonly { text: string }[]): unknown[] | undefined {
  try {
    return JSON.parse(`[${objects.map(({ text }) => text).join(',')}]`) as unknown[];
  } catch {
    return undefined;
  }
}
