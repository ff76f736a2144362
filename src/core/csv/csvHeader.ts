import { isWellFormedSid, targetOfColumn, type ContactField } from '../contact';
import type { TextRange } from '../problem';
import type { Column } from '../file/contactFile';
import type { CsvScanner } from './csvScanner';
import type { ProblemList } from '../file/problemList';
import { shorten } from '../shorten';

/** Reads the row that the scanner is on as the header. */
export function readColumns(scanner: CsvScanner): Column[] {
  return Array.from({ length: scanner.count }, (_, index) => {
    const name = scanner
      .cell(index)
      .replace(/^\ufeff/, '')
      .trim();
    return { name, target: targetOfColumn(name), start: scanner.starts[index]!, end: scanner.ends[index]! };
  });
}

/** The columns to be read: the first of each target. Reports the ones that name a target again, and the unknown ones. */
export function checkColumns(columns: readonly Column[], problems: ProblemList): Set<Column> {
  const read = new Map<string, Column>();
  for (const column of columns) {
    const { target, name } = column;
    switch (target.kind) {
      case 'readOnly':
        continue;
      case 'unknown':
        // A column without a name is reported when it turns out to hold something.
        if (name !== '') problems.add('unknown-field', column, `${unknownColumn(name)} ${leftOut}`);
        continue;
      case 'field':
      case 'customEntry': {
        if (name.includes('\ufffd')) problems.add('lost-characters', column, lostCharacters);
        const key = target.kind === 'field' ? target.field : `custom_field.${target.key}`;
        const first = read.get(key);
        if (first) {
          const message = `The header contains "${key}" twice. Remove one of the two columns, or rename it.`;
          problems.add('duplicate-column', column, message, undefined, [
            { start: first.start, end: first.end, message: 'The first one' },
          ]);
        } else {
          read.set(key, column);
        }
      }
    }
  }
  return new Set(read.values());
}

const lostCharacters =
  'The name of this column contains “�”: a character was lost when the file was read in the wrong encoding. Use Reopen with Encoding and choose the encoding the file was saved with.';

const leftOut = 'The column is left out. Rename it, or name it "custom_field.…" to send it as a custom field.';

function unknownColumn(name: string) {
  return `"${shorten(name)}" is not a field that Exotel documents.`;
}

export function reportUnnamed(column: Column, problems: ProblemList): void {
  problems.add('unknown-field', column, `This column has no name. ${leftOut}`);
}

export const headerMissing =
  'The first row contains data, not column names. Add a row above it, such as: sid,number,first_name';

/** Whether a row is not a header but already a contact. */
export function holdsData(columns: readonly Column[]): boolean {
  return columns.every(({ target }) => target.kind === 'unknown') && columns.some(({ name }) => looksLikeData(name));
}

export function hasColumn(columns: readonly Column[], field: ContactField): boolean {
  return columns.some(({ target }) => target.kind === 'field' && target.field === field);
}

export function explainMissing(columns: readonly Column[], field: 'sid' | 'number'): string {
  const names = columns.filter(({ name }) => name !== '').map(({ name }) => `"${shorten(name)}"`);
  const shown = names.length > 8 ? `${names.slice(0, 8).join(', ')} and more` : names.join(', ');
  const why = field === 'sid' ? 'contacts cannot be identified' : 'no contacts can be created';
  return `There is no "${field}" column, so ${why}. The header contains ${shown}. Add or rename a column.`;
}

/** A sid, a number with five digits in a row, an address. */
function looksLikeData(cell: string) {
  return isWellFormedSid(cell) || /\d{5}/.test(cell) || cell.includes('@');
}

export function headerRange(columns: readonly Column[]): TextRange {
  return { start: columns[0]?.start ?? 0, end: columns.at(-1)?.end ?? 0 };
}

export function isUnnamed({ name, target }: Column) {
  return name === '' && target.kind === 'unknown';
}

/** Empty cells beyond the header are what spreadsheets and trailing delimiters leave. */
export function hasExtraCells(scanner: CsvScanner, columns: number) {
  for (let index = columns; index < scanner.count; index++) if (!scanner.isEmpty(index)) return true;
  return false;
}
