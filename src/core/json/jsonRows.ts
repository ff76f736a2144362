import { fieldOfKey } from '../contact';
import type { TextRange } from '../problem';
import { finish, type Steps } from '../steps';
import type { FieldRange, FileFormat, OnRow, KeptRows, RowValues } from '../file/contactFile';
import { JsonCursor } from './jsonCursor';
import { jsonContactText } from './jsonContactText';
import { jsonMembers, jsonValue } from './jsonMembers';
import { JsonScanner } from './jsonScanner';
import { JsonTokens } from './jsonTokens';
import { readLoosely } from './readLoosely';
import type { JsonBytes } from '../text/jsonBytes';
import type { Patch } from '../text/patch';
import { rereadInPlace } from '../file/reread';
import { rowParts } from '../file/rowParts';
import { RowTable } from '../file/rowTable';
import type { TextSource } from '../text/textSource';

/** The rows of a JSON text while it is read, what they say, and the places in them. */
export class JsonRows implements KeptRows {
  private readonly scanner: JsonScanner;

  constructor(
    readonly format: FileFormat,
    readonly text: TextSource,
    private readonly onRow: OnRow | undefined,
    readonly rows = new RowTable(),
    /** By row, for the faulty ones: what was made of them. */
    private readonly faulty = new Map<number, RowValues | undefined>(),
  ) {
    this.scanner = new JsonScanner(text);
  }

  /**
   * Reads a faultless contact as the next row.
   * @param isWhole has the last word, by the offset after it
   * @returns that offset; -1 when it is faulty, or longer than `longest`
   */
  scan(start: number, longest: number, isWhole?: (end: number) => boolean): number {
    const { scanner } = this;
    const end = scanner.contact(start, longest);
    if (end === -1 || isWhole?.(end) === false) return -1;
    const row = this.rows.length;
    this.rows.add(start, end, scanner);
    this.onRow?.(this, row, scanner);
    return end;
  }

  reread(text: TextSource, touched: { first: number; last: number }, patch: Patch, onRow: OnRow) {
    const { format, faulty } = this;
    // At its ends, an edit could be about what is around the row.
    if (patch.start <= this.rows.start(touched.first) || patch.end >= this.rows.end(touched.last)) return undefined;
    // The first line says whether this is one contact per line.
    if (format === 'jsonLines' && touched.first === 0) return undefined;
    const rows = this.rows.moved(touched.last + 1, patch.shift);
    const next = new JsonRows(format, text, onRow, rows, faulty);
    const isRead = rereadInPlace(this, text, touched, patch, (row, start) => {
      const end = next.scanner.contact(start);
      if (end === -1 || (format === 'jsonLines' && /[\r\n]/.test(text.slice(start, end)))) return -1;
      rows.set(row, start, end, next.scanner);
      onRow(next, row, next.scanner);
      return end;
    });
    return isRead ? next : undefined;
  }

  /** Moves past a faultless value. @returns as `scan` does */
  skip(start: number, longest: number): number {
    return this.scanner.value(start, longest);
  }

  /** Adds a row that was read with more care. @param values what was made of it; undefined when nothing can be */
  addFaulty(start: number, end: number, values: RowValues | undefined): void {
    const row = this.rows.length;
    this.faulty.set(row, values);
    this.rows.add(start, end, undefined);
    this.onRow?.(this, row, undefined);
  }

  values(row: number): RowValues | undefined {
    if (row >= this.rows.length || this.rows.isFaulty(row)) return this.faulty.get(row);
    return JSON.parse(this.text.slice(this.rows.start(row), this.rows.end(row))) as RowValues;
  }

  contactText(row: number): string {
    const range = this.rows.range(row);
    return this.rows.isRewritten(row) ? jsonContactText(this.text, range) : this.text.slice(range.start, range.end);
  }

  addContact(row: number, to: JsonBytes): void {
    to.addText(this.contactText(row));
  }

  fieldRanges(row: number): FieldRange[] {
    const { text, rows } = this;
    if (row >= rows.length) return [];
    const { start, end } = rows.range(row);
    const members = this.rows.isFaulty(row) ? undefined : jsonMembers(text, { start, end });
    if (members) return members;
    const tokens = new JsonTokens(text.slice(start, end), start, ignore);
    tokens.next();
    const opened = tokens.kind === 'string' || tokens.kind === 'word';
    if (tokens.kind !== '{' && !(opened && tokens.beforeColon)) return [];
    return [...finish(readLoosely(tokens, ignore, opened)).fields];
  }

  valueRange(row: number, name: string): TextRange | undefined {
    if (row >= this.rows.length) return undefined;
    const isMeant = (key: string) => key === name || fieldOfKey(key) === name;
    const found = !this.rows.isFaulty(row) && jsonValue(this.text, this.rows.range(row), isMeant);
    return found || this.fieldRanges(row).find((field) => field.name === name || field.field === name);
  }

  *valueRanges(name: string): Steps<Int32Array> {
    const { rows } = this;
    const ranges = new Int32Array(2 * rows.length).fill(-1);
    for (const { first, end, text, base } of rowParts(rows, this.text)) {
      yield;
      cursor.turnTo(text);
      for (let row = first; row < end; row++) {
        if (rows.isFaulty(row)) {
          const found = this.fieldRanges(row).find((field) => field.name === name);
          if (found) ranges.set([found.start, found.end], 2 * row);
          continue;
        }
        cursor.goTo(rows.start(row) - base);
        while (cursor.advance()) {
          if (!cursor.isNamed(name)) continue;
          ranges[2 * row] = base + cursor.valueStart;
          ranges[2 * row + 1] = base + cursor.valueEnd;
          break;
        }
      }
    }
    return ranges;
  }
}

const cursor = new JsonCursor();

const ignore = () => undefined;
