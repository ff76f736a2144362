import { contactFields, targetOfColumn } from '../contact';
import { csvCell } from '../export/csvCell';
import { jsonMembers } from '../json/jsonMembers';
import { dateFields, type DownloadedContact } from './downloadedContact';

/** Columns of single entries of `custom_field` at most; entries with other names go into the column of the whole. */
const mostEntries = 100;

const textColumns = contactFields.filter((field) => field !== 'custom_field');

/**
 * The columns of downloaded contacts, and the contacts in them. An entry of `custom_field` that is a text has a column of its own; what
 * the cells of such a column cannot say (numbers, objects, lists, "") is JSON in the column `custom_field`. Read again with
 * `emptyCells` at `keep`, the contacts are the same.
 */
export class CsvShape {
  private readonly entries = new Set<string>();
  private hasRest = false;

  /** @param mark the name of a last column, which has no cell with anything in it */
  constructor(
    private readonly delimiter: string,
    private readonly mark: string,
  ) {}

  /** All contacts are to be shown to it before the first row is written. */
  see(contact: DownloadedContact): void {
    const { texts, rest } = this.custom(contact);
    for (const name of texts.keys()) this.entries.add(name);
    if (rest.length > 0) this.hasRest = true;
  }

  /** Without a line end. */
  header(): string {
    const names = [...textColumns, ...[...this.entries].map((name) => `custom_field.${name}`)];
    return this.line([...names, ...(this.hasRest ? ['custom_field'] : []), ...dateFields, this.mark]);
  }

  /** Without a line end. */
  row(contact: DownloadedContact): string {
    const { texts, rest } = this.custom(contact);
    const whole = rest.length > 0 ? `{${rest.join(',')}}` : '';
    return this.line([
      ...textColumns.map((field) => textOf(contact.get(field))),
      ...[...this.entries].map((name) => texts.get(name) ?? ''),
      ...(this.hasRest ? [whole] : []),
      ...dateFields.map((field) => textOf(contact.get(field))),
      '',
    ]);
  }

  private line(cells: readonly string[]): string {
    return cells.map((cell) => csvCell(cell, this.delimiter)).join(this.delimiter);
  }

  /** The entries of `custom_field` that have columns, with their texts, and the others as members of a JSON object. */
  private custom(contact: DownloadedContact): { texts: Map<string, string>; rest: string[] } {
    const texts = new Map<string, string>();
    const rest: string[] = [];
    const object = contact.get('custom_field') ?? '{}';
    const members = jsonMembers(object, { start: 0, end: object.length });
    // Not an object: not documented, and kept as it is for whoever looks at the file.
    if (!members) return { texts, rest: [object.slice(1, -1)] };
    for (const { name, nameRange, start, end } of members) {
      const value = object.slice(start, end);
      if (this.hasColumn(name, value)) texts.set(name, JSON.parse(value) as string);
      else rest.push(`${object.slice(nameRange.start, nameRange.end)}:${value}`);
    }
    return { texts, rest };
  }

  private hasColumn(name: string, value: string): boolean {
    if (!value.startsWith('"') || value === '""' || /\\u/i.test(value)) return false;
    if (!this.entries.has(name) && (this.entries.size >= mostEntries || !isColumnName(name))) return false;
    return true;
  }
}

/** Whether a column named after the entry is read as this very entry. */
function isColumnName(name: string): boolean {
  if (/[\p{Cc}\p{Surrogate}\ufeff\ufffd]/u.test(name)) return false;
  const target = targetOfColumn(`custom_field.${name}`);
  return target.kind === 'customEntry' && target.key === name;
}

function textOf(value: string | undefined): string {
  if (value === undefined) return '';
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}
