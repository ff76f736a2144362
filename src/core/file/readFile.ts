import type { Problem } from '../problem';
import type { JsonBytes } from '../text/jsonBytes';
import type { Column, ContactFile, KeptRows } from './contactFile';

/** A file that was read to its end. */
export class ReadFile implements ContactFile {
  constructor(
    readonly read: KeptRows,
    readonly problems: readonly Problem[],
    readonly whole: boolean,
    readonly columns: readonly Column[] = [],
  ) {}

  get format() {
    return this.read.format;
  }

  get text() {
    return this.read.text;
  }

  get rows() {
    return this.read.rows;
  }

  values(row: number) {
    return this.read.values(row);
  }

  fieldRanges(row: number) {
    return this.read.fieldRanges(row);
  }

  valueRange(row: number, name: string) {
    return this.read.valueRange(row, name);
  }

  valueRanges(name: string) {
    return this.read.valueRanges(name);
  }

  contactText(row: number) {
    return this.read.contactText(row);
  }

  addContact(row: number, to: JsonBytes) {
    this.read.addContact(row, to);
  }
}
