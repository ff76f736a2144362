import { fieldOfKey } from '../contact';
import { jsonMembers } from '../json/jsonMembers';
import type { Steps } from '../steps';
import type { ContactFile, FieldRange } from '../file/contactFile';

/** Rows of JSON that are looked at for the names of their keys. */
const rowsLookedAt = 200;
const mostNames = 200;
const rowsPerPart = 1_000;

/**
 * What the rows of a file say, for people: the text of each field, read from the file's text when it is asked for. The sid is left out,
 * which the results have, and what Exotel only returns.
 */
export class ContactTexts {
  /** As the file writes them, in its order: all columns of a CSV, the keys that the first rows of JSON have. */
  readonly names: readonly string[];
  /** Every cell has a column among the names, or is the sid. */
  private readonly areAllNamed: boolean;
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

  /**
   * One bit for each row: whether the pattern is in the text of a field. Walks the file's text once, and reads only those rows closer in
   * which it found something.
   * @param wanted the text that the pattern looks for
   */
  *find(pattern: RegExp, wanted: string): Steps<Uint8Array> {
    const { rows, text } = this.file;
    const found = new Uint8Array(Math.ceil(rows.length / 8));
    const everywhere = new RegExp(this.isCsv ? pattern.source : `${pattern.source}|\\\\`, 'gi');
    // A text without these is inside of one cell, wherever it is.
    const isProof = this.isCsv && this.areAllNamed && !/[,;|\t"\r\n]/.test(wanted);
    // Quotes are doubled in a cell, and escapes of JSON hide what they say.
    const isWritten = !this.isCsv || !wanted.includes('"');
    for (let first = 0; first < rows.length; first += rowsPerPart) {
      yield;
      const end = Math.min(first + rowsPerPart, rows.length);
      const base = rows.start(first);
      const part = text.slice(base, rows.end(end - 1));
      let row = first;
      everywhere.lastIndex = 0;
      for (;;) {
        if (isWritten) {
          const hit = everywhere.exec(part);
          if (!hit) break;
          while (row < end && rows.end(row) - base <= hit.index) row++;
        }
        if (row >= end) break;
        if (isProof || this.texts(row).some((one) => pattern.test(one))) found[row >> 3]! |= 1 << (row & 7);
        row++;
        if (row < end) everywhere.lastIndex = rows.start(row) - base;
        else break;
      }
    }
    return found;
  }

  private textAt({ start, end }: { readonly start: number; readonly end: number }): string {
    const written = this.file.text.slice(start, end);
    if (!this.isCsv) return jsonText(written);
    return written.startsWith('"') ? written.replace(/^"|"$/g, '').replaceAll('""', '"') : written;
  }
}

/** A JSON value for people: a text without its quotes, anything else as it is written. */
function jsonText(written: string): string {
  if (!written.startsWith('"')) return written.replace(/\s+/g, ' ');
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
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
