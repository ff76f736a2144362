import { hashPrime, hashStart, isInQuestion, mix } from '../file/scannedRow';

/** Nested deeper than this, a value is read with more care: whoever turns it into text again may run out of stack. */
export const maximumDepth = 1024;
/** Far beyond any use, and far below what a server's parser can take. */
export const deepestCustomField = 100;

/** A double keeps any number of 15 digits. */
const keptCharacters = 15;

/** Names that are distinguished in the objects that are open at the same time; with more, only the values can say whether one is there twice. */
const mostNames = 64;

/**
 * The grammar of JSON over text as numbers: whether a value is faultless, and what is asked of it besides. It makes no value. Each method
 * that reads takes the index where to begin and returns the index after what it read, or -1 minus the index of what is wrong. Behind
 * the end of the text is a 0, which no JSON allows, so that the loops need not look at the end.
 */
export class JsonValueReader {
  codes = new Uint16Array(1);
  /** Whether it may say more than its value does: an object names a key twice, a number has many digits, or it is nested deep. */
  isOdd = false;
  /** Whether it holds a character that may be damage. */
  isSuspect = false;
  /** How many members of the object that was read last are "". */
  clearedInside = 0;
  /** Of what was read last, see `RowTable.hash`. */
  valueHash = 0;
  /** Whether the string that was read last has an escape in it. */
  protected hasEscape = false;
  /** Hashes of the names in all objects that are open. */
  private readonly names = new Int32Array(mostNames);
  private nameCount = 0;
  private depth = 0;

  protected begin(): void {
    this.isSuspect = false;
    this.nameCount = 0;
    this.depth = 0;
    this.clearedInside = 0;
  }

  /** Notes the hash of a name, among those of the same object from `first` on. */
  protected notice(hash: number, first = 0): void {
    const { names } = this;
    for (let index = first; index < this.nameCount; index++) if (names[index] === hash) this.isOdd = true;
    if (this.nameCount === mostNames) this.isOdd = true;
    else names[this.nameCount++] = hash;
  }

  protected readValue(first: number): number {
    const code = this.codes[first]!;
    if (code === 0x22) return this.readString(first + 1);
    if (code === 0x7b || code === 0x5b) {
      if (this.depth === maximumDepth) return -1 - first;
      if (++this.depth > deepestCustomField) this.isOdd = true;
      const end = code === 0x7b ? this.readMembers(first) : this.readItems(first);
      this.depth--;
      return end;
    }
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.readNumber(first);
    return this.readLiteral(first, code === 0x74 ? 'true' : code === 0x66 ? 'false' : 'null');
  }

  private readMembers(first: number): number {
    const { codes } = this;
    const names = this.nameCount;
    let hash = 1;
    let index = this.space(first + 1);
    if (codes[index] === 0x7d) index++;
    else {
      for (;;) {
        if (codes[index] !== 0x22) return -1 - index;
        index = this.readString(index + 1);
        if (index < 0) return index;
        const name = this.valueHash;
        if (this.hasEscape) this.isOdd = true;
        this.notice(name, names);
        index = this.space(index);
        if (codes[index] !== 0x3a) return -1 - index;
        index = this.space(index + 1);
        const start = index;
        index = this.readValue(index);
        if (index < 0) return index;
        if (this.depth === 1 && index - start === 2 && codes[start] === 0x22) this.clearedInside++;
        // A sum, so that the order of the members does not count.
        hash = (hash + mix(Math.imul(name, 31) ^ this.valueHash)) | 0;
        index = this.space(index);
        const code = codes[index++];
        if (code === 0x7d) break;
        if (code !== 0x2c) return -index;
        index = this.space(index);
      }
    }
    this.nameCount = names;
    this.valueHash = hash;
    return index;
  }

  private readItems(first: number): number {
    const { codes } = this;
    let hash = 2;
    let index = this.space(first + 1);
    if (codes[index] === 0x5d) index++;
    else {
      for (;;) {
        index = this.readValue(index);
        if (index < 0) return index;
        hash = mix(Math.imul(hash, 31) + this.valueHash);
        index = this.space(index);
        const code = codes[index++];
        if (code === 0x5d) break;
        if (code !== 0x2c) return -index;
        index = this.space(index);
      }
    }
    this.valueHash = hash;
    return index;
  }

  /** Reads a string from after its opening quote. */
  protected readString(first: number): number {
    const { codes } = this;
    let hash = hashStart;
    let hasEscape = false;
    let isSuspect = codes[first] === 0x27;
    let index = first;
    for (;;) {
      const code = codes[index]!;
      if (code === 0x22) break;
      index++;
      hash = Math.imul(hash ^ code, hashPrime);
      if (code > 0x5c) {
        if (code > 0x7e && isInQuestion(code)) isSuspect = true;
        continue;
      }
      if (code === 0x5c) {
        const escape = codes[index]!;
        hasEscape = true;
        hash = Math.imul(hash ^ escape, hashPrime);
        switch (escape) {
          case 0x75: // u
            for (let digit = 1; digit <= 4; digit++) if (!isHex(codes[index + digit]!)) return -1 - (index + digit);
            isSuspect = true;
            break;
          case 0x62: // b
          case 0x66: // f
            isSuspect = true;
            break;
          case 0x22: // "
          case 0x2f: // /
          case 0x5c: // \
          case 0x6e: // n
          case 0x72: // r
          case 0x74: // t
            break;
          default:
            return -1 - index;
        }
        index++;
      } else if (code < 0x20) return -index;
    }
    this.valueHash = hash;
    this.hasEscape = hasEscape;
    if (isSuspect) this.isSuspect = true;
    return index + 1;
  }

  private readNumber(first: number): number {
    const { codes } = this;
    let index = first;
    // Not the hash of the same digits in quotes.
    let hash = ~hashStart;
    let isLong = false;
    if (codes[index] === 0x2d) index++;
    if (codes[index] === 0x30) index++;
    else {
      const digits = this.digits(index);
      if (digits === index) return -1 - index;
      index = digits;
    }
    if (codes[index] === 0x2e) {
      const digits = this.digits(index + 1);
      if (digits === index + 1) return -1 - digits;
      index = digits;
    }
    if ((codes[index]! | 0x20) === 0x65) {
      isLong = true;
      index++;
      if (codes[index] === 0x2b || codes[index] === 0x2d) index++;
      const digits = this.digits(index);
      if (digits === index) return -1 - index;
      index = digits;
    }
    if (isLong || index - first > keptCharacters) this.isOdd = true;
    for (let at = first; at < index; at++) hash = Math.imul(hash ^ codes[at]!, hashPrime);
    this.valueHash = hash;
    return index;
  }

  private digits(first: number): number {
    const { codes } = this;
    let index = first;
    while (codes[index]! >= 0x30 && codes[index]! <= 0x39) index++;
    return index;
  }

  private readLiteral(first: number, literal: string): number {
    for (let index = 0; index < literal.length; index++) {
      if (this.codes[first + index] !== literal.charCodeAt(index)) return -1 - (first + index);
    }
    this.valueHash = literal.charCodeAt(0);
    return first + literal.length;
  }

  protected space(first: number): number {
    const { codes } = this;
    let index = first;
    for (;;) {
      const code = codes[index]!;
      if (code > 0x20 || (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)) return index;
      index++;
    }
  }
}

function isHex(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}
