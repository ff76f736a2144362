const objectBit = 1;
const arrayBit = 0;
/** Whatever turns a contact into text again calls itself for every level, and would run out of stack on a few thousand. */
export const maximumDepth = 1024;
const kinds = new Uint8Array(maximumDepth);

/** Finds where the objects, arrays and strings of one text end, without looking at what they say. */
export class JsonBounds {
  /** How many colons stand on the first level of the object found last. */
  members = 0;
  private readonly feeds: Breaks;
  private readonly returns: Breaks;

  constructor(readonly text: string) {
    this.feeds = new Breaks(text, '\n');
    this.returns = new Breaks(text, '\r');
  }

  /**
   * Where the object or array at `start` ends, found in one pass. -1 when brackets do not match, a string runs over its line, an
   * object begins where a name belongs, it is nested deeper than 1,024 or longer than `longest`: all that is then read with more
   * care. Everything else is left for JSON.parse to judge.
   */
  find(start: number, longest = Infinity): number {
    const { text } = this;
    const limit = Math.min(text.length, start + longest);
    let depth = 0;
    this.members = 0;
    for (let offset = start; offset < limit; offset++) {
      switch (text.charCodeAt(offset)) {
        case 0x22: // "
          offset = this.stringEnd(offset + 1);
          if (offset === -1) return -1;
          break;
        case 0x3a: // :
          if (depth === 1) this.members++;
          break;
        case 0x7b: // {
          if (depth === maximumDepth || (depth > 0 && kinds[depth - 1] === objectBit && !followsColon(text, offset)))
            return -1;
          kinds[depth++] = objectBit;
          break;
        case 0x5b: // [
          if (depth === maximumDepth) return -1;
          kinds[depth++] = arrayBit;
          break;
        case 0x7d: // }
          if (kinds[--depth] !== objectBit) return -1;
          if (depth === 0) return offset + 1;
          break;
        case 0x5d: // ]
          if (kinds[--depth] !== arrayBit) return -1;
          if (depth === 0) return offset + 1;
          break;
        case 0x27: // '
        case 0x2f: // /
          return -1;
      }
    }
    return -1;
  }

  /** Offset of the closing quote of the string whose first character is at `start`; -1 when the line or the text ends before. */
  stringEnd(start: number): number {
    const { text } = this;
    let end = text.indexOf('"', start);
    while (end !== -1 && isEscaped(text, end, start)) end = text.indexOf('"', end + 1);
    return end > this.feeds.after(start) || end > this.returns.after(start) ? -1 : end;
  }
}

/** Where one kind of line break comes next. The stretch last found without one is kept: looking costs most where there is none. */
class Breaks {
  private from = 0;
  private next = -1;

  constructor(
    private readonly text: string,
    private readonly character: string,
  ) {}

  /** The first one at `offset` or behind it; the text's length when there is none. */
  after(offset: number): number {
    if (offset < this.from || offset > this.next) {
      const found = this.text.indexOf(this.character, offset);
      this.from = offset;
      this.next = found === -1 ? this.text.length : found;
    }
    return this.next;
  }
}

function isEscaped(text: string, quote: number, start: number): boolean {
  let first = quote;
  while (first > start && text.charCodeAt(first - 1) === 0x5c) first--;
  return (quote - first) % 2 === 1;
}

function followsColon(text: string, offset: number): boolean {
  let code: number;
  do code = text.charCodeAt(--offset);
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09);
  return code === 0x3a;
}
