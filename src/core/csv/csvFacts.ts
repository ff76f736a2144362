import { contactFields } from '../contact';
import type { CsvScanner } from './csvScanner';
import { CodeWindow } from '../text/codeWindow';
import { isSpace, type TextSource } from '../text/textSource';
import type { CsvColumns } from './csvColumns';
import { JsonScanner } from '../json/jsonScanner';
import { hashPrime, hashStart, isInQuestion, mix, type ScannedRow } from '../file/scannedRow';

const sidField = contactFields.indexOf('sid');
const customField = contactFields.indexOf('custom_field');

/** Finds out what the row that a scanner is on says, without making its values: each character of a cell is looked at once. */
export class CsvFacts implements ScannedRow {
  readonly starts = new Int32Array(contactFields.length);
  readonly ends = new Int32Array(contactFields.length);
  fields = 0;
  cleared = 0;
  hash = 0;
  isPlain = true;
  isOdd = false;
  readonly isRewritten = false;
  readonly unknownKeys = [];

  private readonly window: CodeWindow;
  /** From an index of `codes` to an offset of the scanner's. */
  private shift = 0;
  private readonly json = new JsonScanner('');
  /** Of the cell that was read last. */
  private cellHash = 0;
  private start = 0;
  private end = 0;

  constructor(
    text: TextSource,
    private readonly columns: CsvColumns,
  ) {
    this.window = new CodeWindow(text);
  }

  get codes(): Uint16Array {
    return this.window.codes;
  }

  get base(): number {
    return this.window.base;
  }

  /** @param from offset in the text of the scanner's own text */
  read(scanner: CsvScanner, from = 0): void {
    const { columns } = this;
    this.fields = this.cleared = this.hash = 0;
    this.isPlain = true;
    this.isOdd = false;
    this.window.show(from + scanner.starts[0]!, from + scanner.rowEnd);
    this.shift = this.base - from;
    for (const { index, field } of columns.fields) {
      if (index >= scanner.count) continue;
      this.readCell(scanner, index);
      if (this.start === this.end && (!columns.clears || field === sidField)) continue;
      if (this.start === this.end) this.cleared++;
      this.see(field, this.cellHash);
      this.starts[field] = this.start;
      this.ends[field] = this.end;
    }
    this.readCustom(scanner);
  }

  private readCustom(scanner: CsvScanner): void {
    const { customColumn, entries, clears } = this.columns;
    // As of an object in JSON.
    let hash = 1;
    let hasWhole = false;
    if (customColumn !== -1 && customColumn < scanner.count && !scanner.isEmpty(customColumn)) {
      hasWhole = true;
      hash = this.readJson(scanner, customColumn);
    }
    let hasEntries = false;
    for (const { index, keyHash } of entries) {
      if (index >= scanner.count) continue;
      this.readCell(scanner, index);
      if (this.start === this.end && !clears) continue;
      if (this.start === this.end) this.cleared++;
      hasEntries = true;
      hash = (hash + mix(Math.imul(keyHash, 31) ^ this.cellHash)) | 0;
    }
    if (hasWhole || hasEntries) this.see(customField, hash);
    // The entries take the place of what the whole says.
    if (hasWhole && hasEntries) this.isPlain = false;
  }

  private readJson(scanner: CsvScanner, index: number): number {
    const { json, codes } = this;
    let start = scanner.starts[index]! - this.shift;
    let end = scanner.ends[index]! - this.shift;
    const isQuoted = codes[start] === 0x22;
    if (isQuoted) {
      start++;
      end--;
    }
    while (start < end && isSpace(codes[start]!)) start++;
    while (start < end && isSpace(codes[end - 1]!)) end--;
    json.turnTo(end - start);
    const written = json.codes;
    let length = 0;
    for (let at = start; at < end; at++) {
      const code = codes[at]!;
      written[length++] = code;
      if (isQuoted && code === 0x22) at++;
    }
    json.written(length);
    const isObject = json.value(0) === length && written[0] === 0x7b;
    if (!isObject || json.isOdd || json.isSuspect) this.isPlain = false;
    this.isOdd = json.isOdd;
    this.cleared += json.clearedInside;
    return json.valueHash;
  }

  private see(field: number, hash: number): void {
    this.fields |= 1 << field;
    this.hash = (this.hash + mix(Math.imul(field + 1, 0x9e3779b1) ^ hash)) | 0;
  }

  private readCell(scanner: CsvScanner, index: number): void {
    const { codes } = this;
    let start = scanner.starts[index]! - this.shift;
    let end = scanner.ends[index]! - this.shift;
    if (end > start && codes[start] === 0x22) {
      start++;
      end--;
    }
    let hash = hashStart;
    if (end > start && codes[start] === 0x27) this.isPlain = false;
    for (let at = start; at < end; at++) {
      const code = codes[at]!;
      hash = Math.imul(hash ^ code, hashPrime);
      if (code > 0x5c) {
        if (code <= 0x7e) continue;
        if (isInQuestion(code)) this.isPlain = false;
      } else if (code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) this.isPlain = false;
    }
    this.cellHash = hash;
    this.start = start;
    this.end = end;
  }
}
