import type { ContactField } from '../contact';
import type { Column, ReadOptions } from './contactFile';
import type { CsvScanner } from './csvScanner';

/**
 * Makes the reader of a row's values: cells by field, `custom_field` put together from its own column and its `custom_field.*`
 * columns, which win. An empty sid or `custom_field` is always absent, as neither can be cleared by an empty text.
 */
export function readCells(columns: readonly Column[], kept: ReadonlySet<Column>, options: ReadOptions) {
  const fields: { index: number; field: ContactField }[] = [];
  const entries: { index: number; key: string }[] = [];
  columns.forEach((column, index) => {
    if (!kept.has(column)) return;
    if (column.target.kind === 'field') fields.push({ index, field: column.target.field });
    if (column.target.kind === 'customEntry') entries.push({ index, key: column.target.key });
  });
  const clears = options.emptyCells === 'clear';

  return (scanner: CsvScanner): Record<string, unknown> => {
    const values: Record<string, unknown> = {};
    for (const { index, field } of fields) {
      if (index >= scanner.count) continue;
      const cell = scanner.cell(index);
      if (cell === '' && !(clears && field !== 'sid' && field !== 'custom_field')) continue;
      values[field] = field === 'custom_field' ? parseCustom(cell) : cell;
    }
    if (entries.length > 0) addEntries(values, scanner);
    return values;
  };

  function addEntries(values: Record<string, unknown>, scanner: CsvScanner) {
    const whole = values['custom_field'];
    if (whole !== undefined && typeof whole !== 'object') return;
    // Without a prototype, so that a column named custom_field.__proto__ is one like any other.
    const custom = Object.assign(Object.create(null), whole) as Record<string, unknown>;
    for (const { index, key } of entries) {
      if (index >= scanner.count) continue;
      const cell = scanner.cell(index);
      if (cell !== '' || clears) custom[key] = cell;
    }
    if (Object.keys(custom).length > 0) values['custom_field'] = custom;
  }
}

/** The object in a cell; the text itself when it is no JSON, for the checks to complain about. */
function parseCustom(cell: string): unknown {
  if (!cell.startsWith('{')) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
