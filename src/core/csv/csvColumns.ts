import { contactFields, type ContactField } from '../contact';
import type { Column, ReadOptions } from '../file/contactFile';
import { hashOf } from '../file/scannedRow';

/** Which column of a CSV says what, and what an empty cell means. */
export class CsvColumns {
  /** The columns of the text fields; `field` is the index among `contactFields`, in whose order they are. */
  readonly fields: readonly { readonly index: number; readonly name: ContactField; readonly field: number }[];
  /** The columns of one entry of `custom_field` each. */
  readonly entries: readonly { readonly index: number; readonly key: string; readonly keyHash: number }[];
  /** The column that holds `custom_field` as a whole; -1 when there is none. */
  readonly customColumn: number;
  /** Whether an empty cell is sent as "". */
  readonly clears: boolean;

  /** @param kept the columns that are read: of several with one meaning, the first */
  constructor(columns: readonly Column[], kept: ReadonlySet<Column>, options: ReadOptions) {
    const all = columns.flatMap((column, index) => (kept.has(column) ? [{ index, target: column.target }] : []));
    this.clears = options.emptyCells === 'clear';
    this.entries = all.flatMap(({ index, target }) =>
      target.kind === 'customEntry' ? [{ index, key: target.key, keyHash: hashOf(target.key) }] : [],
    );
    const fields = all.flatMap(({ index, target }) =>
      target.kind === 'field' ? [{ index, name: target.field, field: contactFields.indexOf(target.field) }] : [],
    );
    this.customColumn = fields.find(({ name }) => name === 'custom_field')?.index ?? -1;
    this.fields = fields.filter(({ name }) => name !== 'custom_field').sort((a, b) => a.field - b.field);
  }
}
