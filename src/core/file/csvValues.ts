import { contactFields, type ContactField } from '../contact';
import type { Column, ReadOptions } from './contactFile';
import { JsonBounds } from './jsonBounds';
import type { CsvScanner } from './csvScanner';

type Values = Record<string, unknown>;

/**
 * Reads the values of rows: cells by field, `custom_field` put together from its own column and its `custom_field.*` columns,
 * which win. An empty sid or `custom_field` is always absent, as neither can be cleared by an empty text.
 */
export class CsvValues {
  private readonly fields: { index: number; field: ContactField }[] = [];
  private readonly entries: { index: number; key: string }[] = [];
  private readonly clears: boolean;
  /** Rows whose `custom_field` is still the text of the cell. */
  private readonly unparsed: Values[] = [];

  constructor(columns: readonly Column[], kept: ReadonlySet<Column>, options: ReadOptions) {
    this.clears = options.emptyCells === 'clear';
    columns.forEach((column, index) => {
      if (!kept.has(column)) return;
      if (column.target.kind === 'field') this.fields.push({ index, field: column.target.field });
      if (column.target.kind === 'customEntry') this.entries.push({ index, key: column.target.key });
    });
    // In one order whatever that of the columns, so that all contacts are objects of one shape.
    this.fields.sort((a, b) => contactFields.indexOf(a.field) - contactFields.indexOf(b.field));
  }

  /** The values of the row that the scanner stands on; `custom_field` is not finished before `finish`. */
  read(scanner: CsvScanner): Values {
    const values: Values = {};
    for (const { index, field } of this.fields) {
      if (index >= scanner.count) continue;
      const cell = scanner.cell(index);
      if (cell === '' && !(this.clears && field !== 'sid' && field !== 'custom_field')) continue;
      values[field] = cell;
      if (field === 'custom_field' && cell.startsWith('{')) this.unparsed.push(values);
    }
    if (this.entries.length > 0) {
      this.finish();
      this.addEntries(values, scanner);
    }
    return values;
  }

  /** Parses the `custom_field` cells of all rows since the last call at one stroke. What is no JSON stays text for the checks. */
  finish(): void {
    const rows = this.unparsed.filter((values) => isObject(values['custom_field'] as string));
    this.unparsed.length = 0;
    const parsed = parseAll(rows) ?? rows.map((values) => parseAll([values])?.[0]);
    rows.forEach((values, index) => (values['custom_field'] = parsed[index] ?? values['custom_field']));
  }

  private addEntries(values: Values, scanner: CsvScanner) {
    const whole = values['custom_field'];
    if (whole !== undefined && typeof whole !== 'object') return;
    // Without a prototype, so that a column named custom_field.__proto__ is one like any other.
    const custom = Object.assign(Object.create(null), whole) as Values;
    for (const { index, key } of this.entries) {
      if (index >= scanner.count) continue;
      const cell = scanner.cell(index);
      if (cell !== '' || this.clears) custom[key] = cell;
    }
    if (Object.keys(custom).length > 0) values['custom_field'] = custom;
  }
}

/** One object and nothing behind it, and not nested too deep to be sent. */
function isObject(cell: string) {
  const trimmed = cell.trimEnd();
  return new JsonBounds(trimmed).find(0) === trimmed.length;
}

function parseAll(rows: readonly Values[]): unknown[] | undefined {
  try {
    return JSON.parse(`[${rows.map((values) => values['custom_field'] as string).join(',')}]`) as unknown[];
  } catch {
    return undefined;
  }
}
