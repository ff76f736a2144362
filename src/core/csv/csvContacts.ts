import { CodeWindow } from '../text/codeWindow';
import type { JsonBytes } from '../text/jsonBytes';
import { isSpace, type TextSource } from '../text/textSource';
import type { CsvColumns } from './csvColumns';

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
/** What one character may become: an escape such as \u001f. */
const longestCharacter = 6;
/** Characters that are copied between two looks at the room that is left. */
const longestStretch = 4_096;
const customKey = Buffer.from('"custom_field":');

/**
 * Writes the contacts of a CSV as JSON. A row's cells are found and copied as numbers, from one array to another: a string for each cell,
 * and one for its JSON, would cost twice as much. For faultless rows only.
 */
export class CsvContacts {
  private readonly window: CodeWindow;
  private codes = new Uint16Array(0);
  /** Of the cells of the last row, in `codes`. */
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private count = 0;
  private readonly fields: readonly { readonly index: number; readonly key: Buffer; readonly isSid: boolean }[];
  private readonly entries: readonly { readonly index: number; readonly key: Buffer }[];
  /** Bytes of all keys, with what surrounds them and the values: for these there is always room. */
  private readonly ownLength: number;

  constructor(
    text: TextSource,
    private readonly delimiter: number,
    private readonly columns: CsvColumns,
  ) {
    this.window = new CodeWindow(text);
    this.fields = columns.fields.map(({ index, name }) => {
      return { index, key: Buffer.from(`"${name}":`), isSid: name === 'sid' };
    });
    this.entries = columns.entries.map(({ index, key }) => ({ index, key: Buffer.from(`${JSON.stringify(key)}:`) }));
    const keys = [customKey, ...[...this.fields, ...this.entries].map(({ key }) => key)];
    this.ownLength = keys.reduce((sum, { length }) => sum + length + 3, 4);
  }

  /**
   * @param start where the row begins in the text
   * @param end where it ends
   * @param custom its `custom_field` as JSON, where there are a column for all of it and columns for its entries; empty for none
   */
  add(to: JsonBytes, start: number, end: number, custom: string): void {
    this.window.show(start, end);
    this.codes = this.window.codes;
    const from = start - this.window.base;
    this.findCells(from, from + end - start);
    to.makeRoom(this.ownLength);
    to.bytes[to.length++] = openBrace;
    const first = to.length;
    const { clears, customColumn } = this.columns;
    for (const { index, key, isSid } of this.fields) {
      if (index >= this.count || (this.isEmpty(index) && (!clears || isSid))) continue;
      addKey(to, key);
      this.addText(to, index);
      to.bytes[to.length++] = comma;
    }
    if (custom) {
      addKey(to, customKey);
      to.addText(`${custom},`);
    } else if (customColumn === -1) this.addEntries(to);
    else if (this.entries.length === 0) this.addWhole(to, customColumn);
    // In the place of the last comma.
    if (to.length > first) to.length--;
    to.bytes[to.length++] = closeBrace;
  }

  private findCells(start: number, end: number): void {
    const { codes, delimiter, starts, ends } = this;
    let at = start;
    let count = 0;
    for (;;) {
      while (at < end && isBlank(codes[at]!) && codes[at] !== delimiter) at++;
      starts[count] = at;
      if (at < end && codes[at] === quote) {
        for (at++; at < end; at++) {
          if (codes[at] !== quote) continue;
          if (at + 1 === end || codes[at + 1] !== quote) break;
          at++;
        }
        ends[count++] = ++at;
        while (at < end && codes[at] !== delimiter) at++;
      } else {
        while (at < end && codes[at] !== delimiter) at++;
        let last = at;
        while (last > starts[count]! && isBlank(codes[last - 1]!)) last--;
        ends[count++] = last;
      }
      if (at >= end) break;
      at++;
    }
    this.count = count;
  }

  private isQuoted(index: number): boolean {
    return this.starts[index]! < this.ends[index]! && this.codes[this.starts[index]!] === quote;
  }

  private isEmpty(index: number): boolean {
    const length = this.ends[index]! - this.starts[index]!;
    return length === 0 || (length === 2 && this.isQuoted(index));
  }

  /** What a cell says, as a string of JSON. */
  private addText(to: JsonBytes, index: number): void {
    to.bytes[to.length++] = quote;
    this.copy(to, index, true);
    to.bytes[to.length++] = quote;
  }

  /** The JSON of a `custom_field` cell is as the cell has it. */
  private addWhole(to: JsonBytes, index: number): void {
    if (index >= this.count || this.isEmpty(index)) return;
    addKey(to, customKey);
    this.copy(to, index, false);
    to.bytes[to.length++] = comma;
  }

  private addEntries(to: JsonBytes): void {
    let hasEntries = false;
    for (const { index, key } of this.entries) {
      if (index >= this.count || (this.isEmpty(index) && !this.columns.clears)) continue;
      if (!hasEntries) {
        addKey(to, customKey);
        to.bytes[to.length++] = openBrace;
        hasEntries = true;
      }
      addKey(to, key);
      this.addText(to, index);
      to.bytes[to.length++] = comma;
    }
    if (!hasEntries) return;
    to.bytes[to.length - 1] = closeBrace;
    to.bytes[to.length++] = comma;
  }

  /** What a cell says: with the escapes of a string, or as JSON, around which white space has no meaning. */
  private copy(to: JsonBytes, index: number, isString: boolean): void {
    const { codes } = this;
    const isQuoted = this.isQuoted(index);
    let at = this.starts[index]! + (isQuoted ? 1 : 0);
    let end = this.ends[index]! - (isQuoted ? 1 : 0);
    while (!isString && at < end && isSpace(codes[at]!)) at++;
    while (!isString && at < end && isSpace(codes[end - 1]!)) end--;
    while (at < end) {
      const stop = Math.min(at + longestStretch, end);
      to.makeRoom((stop - at) * longestCharacter + this.ownLength);
      const { bytes } = to;
      let { length } = to;
      for (; at < stop; at++) {
        const code = codes[at]!;
        if (code >= 0x20 && code < 0x80 && code !== quote && code !== backslash) {
          bytes[length++] = code;
          continue;
        }
        to.length = length;
        if (code >= 0x80) {
          if (to.addWide(code, at + 1 < end ? codes[at + 1]! : 0)) at++;
        } else {
          if (isString) to.addEscaped(code);
          else bytes[to.length++] = code;
          // It is doubled.
          if (isQuoted && code === quote) at++;
        }
        length = to.length;
      }
      to.length = length;
    }
  }
}

function addKey(to: JsonBytes, key: Buffer): void {
  const { bytes } = to;
  let { length } = to;
  for (let index = 0; index < key.length; index++) bytes[length++] = key[index]!;
  to.length = length;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
