import type { TextSource } from './textSource';

const objectBit = 1;
const arrayBit = 0;
/** Whatever turns a contact into text again calls itself for every level, and would run out of stack on a few thousand. */
export const maximumDepth = 1024;
const kinds = new Uint8Array(maximumDepth);

/** A double keeps any number of 15 digits. */
export const keptCharacters = 15;

/** Code units that are looked at together. */
const stretch = 16_384;

/** Finds where the objects, arrays and strings of one text end, without looking at what they say. */
export class JsonBounds {
  /** How many colons are in the object found last, at all levels; those in strings do not count. */
  names = 0;
  /** Whether a number in it may be more than a double keeps: it has an exponent or many characters. */
  hasLongNumber = false;
  /** A stretch of the text as numbers: to read them here takes half as long as `charCodeAt`. */
  private readonly codes: Uint16Array;
  private readonly bytes: Buffer;
  private from = 0;
  private to = 0;

  constructor(readonly text: TextSource) {
    this.codes = new Uint16Array(Math.min(stretch, text.length));
    this.bytes = Buffer.from(this.codes.buffer);
  }

  /**
   * Where the object or array at `start` ends, found in one pass. -1 when brackets do not match, a string runs over its line, an
   * object begins where a name belongs, it is nested deeper than 1,024 or longer than `longest`: all that is then read with more
   * care. Everything else is left for JSON.parse to judge.
   */
  find(start: number, longest = Infinity): number {
    const { codes } = this;
    const limit = Math.min(start + longest, this.text.length);
    if (start < this.from || start >= this.to) this.load(start);
    let index = start - this.from;
    let length = Math.min(this.to, limit) - this.from;
    let depth = 0;
    let inString = false;
    let before = 0;
    this.names = 0;
    this.hasLongNumber = false;
    for (;;) {
      if (index >= length) {
        const next = this.from + index;
        if (next >= limit) return -1;
        this.load(next);
        index = 0;
        length = Math.min(this.to, limit) - this.from;
      }
      if (inString) {
        while (index < length) {
          const code = codes[index++]!;
          if (code > 0x5c) continue;
          if (code === 0x22) {
            inString = false;
            break;
          }
          if (code === 0x5c) index++;
          else if (code === 0x0a || code === 0x0d) return -1;
        }
        continue;
      }
      const code = codes[index++]!;
      if (code <= 0x20) continue;
      switch (code) {
        case 0x22: // "
          inString = true;
          break;
        case 0x3a: // :
          this.names++;
          break;
        case 0x7b: // {
          if (depth === maximumDepth || (depth > 0 && kinds[depth - 1] === objectBit && before !== 0x3a)) return -1;
          kinds[depth++] = objectBit;
          break;
        case 0x5b: // [
          if (depth === maximumDepth) return -1;
          kinds[depth++] = arrayBit;
          break;
        case 0x7d: // }
          if (kinds[--depth] !== objectBit) return -1;
          if (depth === 0) return this.from + index;
          break;
        case 0x5d: // ]
          if (kinds[--depth] !== arrayBit) return -1;
          if (depth === 0) return this.from + index;
          break;
        case 0x27: // '
        case 0x2f: // /
          return -1;
        case 0x2d: // -
        case 0x30: // 0 to 9
        case 0x31:
        case 0x32:
        case 0x33:
        case 0x34:
        case 0x35:
        case 0x36:
        case 0x37:
        case 0x38:
        case 0x39: {
          const first = index;
          let code = 0;
          while (index < length && isOfNumber((code = codes[index]!))) {
            if ((code | 0x20) === 0x65) this.hasLongNumber = true;
            index++;
          }
          if (index - first >= keptCharacters || (index === length && this.goesOn(index - first))) {
            this.hasLongNumber = true;
          }
          break;
        }
      }
      before = code;
    }
  }

  /** Offset of the closing quote of the string whose first character is at `start`; -1 when the line or the text ends before. */
  stringEnd(start: number): number {
    const { text } = this;
    for (let offset = start; offset < text.length; offset++) {
      switch (text.charCodeAt(offset)) {
        case 0x22: // "
          return offset;
        case 0x5c: // \
          offset++;
          break;
        case 0x0a:
        case 0x0d:
          return -1;
      }
    }
    return -1;
  }

  /** Whether a number that the stretch cuts in two is long after all. */
  private goesOn(before: number): boolean {
    for (let seen = before + 1, offset = this.to; ; offset++, seen++) {
      const code = this.text.charCodeAt(offset);
      if (!isOfNumber(code)) return false;
      if (seen >= keptCharacters || (code | 0x20) === 0x65) return true;
    }
  }

  private load(from: number): void {
    this.from = from;
    this.to = Math.min(from + stretch, this.text.length);
    this.bytes.write(this.text.slice(from, this.to), 'utf16le');
  }
}

/** Digits, a point, e, E, plus and minus. */
export function isOfNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e || (code | 0x20) === 0x65 || code === 0x2b || code === 0x2d;
}
