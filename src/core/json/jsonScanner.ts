import { contactFields, fieldOfKey, readOnlyFields } from '../contact';
import { JsonValueReader } from './jsonValueReader';
import { customBit, hashOf, mix, type ScannedRow } from '../file/scannedRow';
import type { TextSource } from '../text/textSource';

/** Code units that are looked at together; more where a value is longer. */
const leastWindow = 65_536;

const sidField = contactFields.indexOf('sid');
const noField = -1;
const passedOver = -2;

/**
 * Reads JSON values one after the other, each character once: whether they are faultless, where the fields of a contact are, what is
 * sent of it, and a hash of that. It makes no value; on the whole of a file that takes a third of the time of `JSON.parse`.
 *
 * The text is looked at through a window of numbers, which reads twice as fast as `charCodeAt`. Behind its end is a 0, which no
 * JSON allows: a value that runs into it is read again through a window twice as long.
 */
export class JsonScanner extends JsonValueReader implements ScannedRow {
  base = 0;
  readonly starts = new Int32Array(contactFields.length);
  readonly ends = new Int32Array(contactFields.length);
  fields = 0;
  cleared = 0;
  hash = 0;
  isPlain = true;
  /** Whether it has keys that are not sent, or not under this name. */
  isRewritten = false;
  readonly unknownKeys: string[] = [];

  private bytes = Buffer.alloc(0);
  private size = 0;
  private length: number;

  constructor(private text: TextSource) {
    super();
    this.length = text.length;
    this.makeRoom(Math.min(leastWindow, text.length));
  }

  /** Turns to another text. To make a scanner for a short one takes longer than to read it. */
  turnToText(text: TextSource): void {
    this.text = text;
    this.length = text.length;
    this.base = this.size = 0;
  }

  /** Turns to another text, which whoever calls writes into `codes`. @param most how many characters it may have */
  turnTo(most: number): void {
    if (most >= this.codes.length) this.makeRoom(2 * most);
    this.base = 0;
  }

  /** @param length how many characters have been written */
  written(length: number): void {
    this.codes[length] = 0;
    this.size = this.length = length;
  }

  /**
   * Reads the object at `start` as a contact.
   * @param longest how many characters it may have
   * @returns the offset after it; -1 when it is faulty, too long, or nested too deep
   */
  contact(start: number, longest = Infinity): number {
    return this.through(start, longest, true);
  }

  /** Moves past the value at `start`, of any kind. @returns as `contact` does */
  value(start: number, longest = Infinity): number {
    return this.through(start, longest, false);
  }

  private through(start: number, longest: number, isContact: boolean): number {
    const most = Math.min(longest, this.length - start);
    if (start < this.base || start >= this.base + this.size) this.load(start, Math.min(most, leastWindow));
    for (;;) {
      const first = start - this.base;
      const stop = Math.min(this.size, first + most);
      const { codes } = this;
      const behind = codes[stop]!;
      codes[stop] = 0;
      const end = isContact ? this.readContact(first) : this.readAny(first);
      codes[stop] = behind;
      const last = end >= 0 ? end : -1 - end;
      // A number may continue after the window.
      if (last < stop || stop - first === most) return end >= 0 ? this.base + end : -1;
      this.load(start, Math.min(most, first === 0 ? this.size * 2 : leastWindow));
    }
  }

  private readAny(first: number): number {
    this.isOdd = false;
    this.begin();
    return this.readValue(first);
  }

  private makeRoom(size: number): void {
    this.codes = new Uint16Array(size + 1);
    this.bytes = Buffer.from(this.codes.buffer);
  }

  private load(from: number, length: number): void {
    // A little more than asked for costs nothing: the window is there.
    const size = Math.min(Math.max(length, leastWindow), this.length - from);
    if (size >= this.codes.length) this.makeRoom(size);
    this.bytes.write(this.text.slice(from, from + size), 'utf16le');
    this.codes[size] = 0;
    this.base = from;
    this.size = size;
  }

  private readContact(first: number): number {
    const { codes } = this;
    this.fields = this.cleared = this.hash = 0;
    this.isPlain = true;
    this.isOdd = this.isRewritten = false;
    this.unknownKeys.length = 0;
    this.begin();
    if (codes[first] !== 0x7b) return -1 - first;
    let index = this.space(first + 1);
    if (codes[index] === 0x7d) return index + 1;
    for (;;) {
      if (codes[index] !== 0x22) return -1 - index;
      const nameStart = index + 1;
      index = this.readString(nameStart);
      if (index < 0) return index;
      const field = this.fieldNamed(nameStart, index - 1);
      index = this.space(index);
      if (codes[index] !== 0x3a) return -1 - index;
      index = this.space(index + 1);
      const start = index;
      this.isSuspect = false;
      index = this.readValue(index);
      if (index < 0) return index;
      if (field >= 0) this.see(field, start, index);
      index = this.space(index);
      if (codes[index] === 0x7d) break;
      if (codes[index] !== 0x2c) return -1 - index;
      index = this.space(index + 1);
    }
    if (this.isOdd) this.isPlain = false;
    return index + 1;
  }

  /** Notes the value of a field. */
  private see(field: number, start: number, end: number): void {
    const bit = 1 << field;
    if (this.fields & bit) this.isOdd = true;
    this.fields |= bit;
    this.hash = (this.hash + mix(Math.imul(field + 1, 0x9e3779b1) ^ this.valueHash)) | 0;
    if (this.codes[start] !== (bit === customBit ? 0x7b : 0x22) || this.isSuspect) this.isPlain = false;
    this.starts[field] = start + 1;
    this.ends[field] = end - 1;
    if (bit === customBit) this.cleared += this.clearedInside;
    else if (end - start === 2 && field !== sidField) this.cleared++;
  }

  /** The field that a name means, by its index. */
  private fieldNamed(start: number, end: number): number {
    const { codes, valueHash } = this;
    const known = knownNames.get(valueHash & smallInteger);
    if (known && known.name.length === end - start) {
      let index = 0;
      while (index < known.name.length && known.name.charCodeAt(index) === codes[start + index]) index++;
      if (index === known.name.length) {
        if (known.isOther) {
          this.isRewritten = true;
          // Two names of one field, or one that is read-only, may be there twice, too.
          this.notice(valueHash);
        }
        return known.field;
      }
    }
    this.isRewritten = true;
    this.notice(valueHash);
    const written = this.text.slice(this.base + start, this.base + end);
    // JSON.parse gives it its meaning: an escape may spell a name that is known.
    const name = this.hasEscape ? nameOf(`"${written}"`)! : written;
    if (this.hasEscape) this.isOdd = true;
    const field = fieldOfKey(name);
    if (field === 'readOnly') return passedOver;
    if (field) return contactFields.indexOf(field);
    this.unknownKeys.push(name);
    return noField;
  }
}

interface KnownName {
  readonly name: string;
  readonly field: number;
  /** Not the name under which the field is sent. */
  readonly isOther: boolean;
}

/** What V8 keeps without an object of its own. */
const smallInteger = 0x3fffffff;

/** By the hash of the name. */
const knownNames: ReadonlyMap<number, KnownName> = new Map(
  [...contactFields, 'custom', ...readOnlyFields].map((name) => {
    const field = fieldOfKey(name);
    const index = field === undefined || field === 'readOnly' ? passedOver : contactFields.indexOf(field);
    return [hashOf(name) & smallInteger, { name, field: index, isOther: field !== name }];
  }),
);

/** What a name says that is written with quotes; undefined when its escapes are faulty. */
export function nameOf(written: string): string | undefined {
  if (!written.includes('\\')) return written.slice(1, -1);
  try {
    return JSON.parse(written) as string;
  } catch {
    return undefined;
  }
}
