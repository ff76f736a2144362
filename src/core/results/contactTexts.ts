import { fieldOfKey } from '../contact';
import { jsonMembers } from '../json/jsonMembers';
import type { Steps } from '../steps';
import { findInCsv } from './findInCsv';
import { findInJson } from './findInJson';
import { jsonText, jsonTextAt } from './jsonText';
import type { ContactFile, FieldRange } from '../file/contactFile';

/** Rows of JSON that are looked at for the names of their keys. */
const rowsLookedAt = 200;
const mostNames = 200;
const textsPerStep = 4_096;

/**
 * What the rows of a file say, for people: the text of each field, read from the file's text when it is asked for. The sid is left out,
 * which the results have, and what Exotel only returns.
 */
export class ContactTexts {
  /** As the file writes them, in its order: all columns of a CSV, the keys that the first rows of JSON have. */
  readonly names: readonly string[];
  /** CSV: every cell has a column among the names, or is the sid. */
  readonly areAllNamed: boolean;
  private readonly isCsv: boolean;

  constructor(readonly file: ContactFile) {
    this.isCsv = file.format === 'csv';
    const names = this.isCsv ? namesOfCsv(file) : namesOfJson(file);
    this.names = names.slice(0, mostNames);
    const isNamed = ({ name, target }: ContactFile['columns'][number]) =>
      this.names.includes(name) || (target.kind === 'field' && target.field === 'sid');
    this.areAllNamed = file.columns.every(isNamed);
  }

  /** In the order of the names; empty where the row does not have the field, or cannot be read. */
  texts(row: number): string[] {
    const byName = new Map<string, string>();
    for (const range of this.file.fieldRanges(row)) {
      if (!byName.has(range.name)) byName.set(range.name, this.textAt(range));
    }
    return this.names.map((name) => byName.get(name) ?? '');
  }

  text(row: number, name: string): string {
    const range = this.file.valueRange(row, name);
    return range ? this.textAt(range) : '';
  }

  /** What is sent of a faultless row: each field but the sid, with its value as the request has it. */
  sent(row: number): [field: string, value: string][] {
    if (this.file.rows.isFaulty(row)) return [];
    const text = this.file.contactText(row);
    const members = jsonMembers(text, { start: 0, end: text.length }) ?? [];
    return members
      .filter(({ field }) => field !== 'sid')
      .map(({ name, start, end }) => [name, jsonText(text.slice(start, end))]);
  }

  /** The text of one field of every row. */
  *column(name: string): Steps<string[]> {
    const ranges = yield* this.file.valueRanges(name);
    const texts: string[] = [];
    for (let at = 0; at < ranges.length; at += 2) {
      if (at % textsPerStep === 0) yield;
      const start = ranges[at]!;
      texts.push(start === -1 ? '' : this.textAt({ start, end: ranges[at + 1]! }));
    }
    return texts;
  }

  /**
   * Whether the pattern is in the text of a field, for each row. Walks the file's text once, and reads only those rows closer in which it
   * found something.
   * @param wanted the text that the pattern looks for
   * @param found one bit for each row, which is set as soon as the text is found there
   */
  find(pattern: RegExp, wanted: string, found: Uint8Array): Steps<void> {
    return this.isCsv ? findInCsv(this, pattern, wanted, found) : findInJson(this, pattern, wanted, found);
  }

  private textAt({ start, end }: { readonly start: number; readonly end: number }): string {
    const { text } = this.file;
    if (!this.isCsv) return jsonTextAt(text, start, end);
    const written = text.slice(start, end);
    return written.startsWith('"') ? written.replace(/^"|"$/g, '').replaceAll('""', '"') : written;
  }
}

function namesOfCsv({ columns }: ContactFile): string[] {
  const shown = columns.filter(
    ({ name, target }) =>
      name !== '' && target.kind !== 'readOnly' && !(target.kind === 'field' && target.field === 'sid'),
  );
  return [...new Set(shown.map(({ name }) => name))];
}

function namesOfJson(file: ContactFile): string[] {
  const names = new Set<string>();
  for (let row = 0; row < Math.min(rowsLookedAt, file.rows.length); row++) {
    for (const { name, field } of file.fieldRanges(row)) if (isShown(name, field)) names.add(name);
  }
  return [...names];
}

function isShown(name: string, field: FieldRange['field']): boolean {
  return field !== 'sid' && fieldOfKey(name) !== 'readOnly';
}
