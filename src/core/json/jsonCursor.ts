/**
 * Goes through the members of objects that are known to be faultless JSON, one after the other. It checks nothing, which takes a fraction of
 * the time of reading them with care. Offsets are in the text that it was turned to.
 */
export class JsonCursor {
  /** The name, with its quotes. */
  nameStart = 0;
  nameEnd = 0;
  valueStart = 0;
  valueEnd = 0;
  /** Whether the name, or the value, has an escape in it. */
  isNameEscaped = false;
  isValueEscaped = false;
  private text = '';
  private bytes = Buffer.alloc(0);
  private codes = new Uint16Array(0);
  private length = 0;
  private next = 0;
  private hasEscape = false;

  turnTo(text: string): void {
    this.text = text;
    this.length = text.length;
    if (text.length > this.codes.length) {
      this.codes = new Uint16Array(2 * text.length);
      this.bytes = Buffer.from(this.codes.buffer);
    }
    this.bytes.write(text, 'utf16le');
  }

  /** Goes to the object that begins there. */
  goTo(start: number): void {
    this.next = start + 1;
  }

  /** Goes on to the next member; false when there is none. */
  advance(): boolean {
    const { codes, length } = this;
    let at = this.next;
    while (at < length && codes[at] !== 0x22) if (codes[at++] === 0x7d) return false;
    if (at >= length) return false;
    this.nameStart = at;
    this.hasEscape = false;
    this.nameEnd = at = this.afterString(at + 1);
    this.isNameEscaped = this.hasEscape;
    while (at < length && (codes[at] === 0x3a || codes[at]! <= 0x20)) at++;
    this.valueStart = at;
    this.hasEscape = false;
    this.valueEnd = this.next = this.afterValue(at);
    this.isValueEscaped = this.hasEscape;
    return true;
  }

  get name(): string {
    const written = this.text.slice(this.nameStart, this.nameEnd);
    return this.isNameEscaped ? (JSON.parse(written) as string) : written.slice(1, -1);
  }

  isNamed(name: string): boolean {
    if (this.isNameEscaped) return this.name === name;
    const { codes, nameStart, nameEnd } = this;
    if (nameEnd - nameStart - 2 !== name.length) return false;
    for (let index = 0; index < name.length; index++) {
      if (codes[nameStart + 1 + index] !== name.charCodeAt(index)) return false;
    }
    return true;
  }

  get isText(): boolean {
    return this.codes[this.valueStart] === 0x22;
  }

  private afterString(from: number): number {
    const { codes, length } = this;
    let at = from;
    while (at < length && codes[at] !== 0x22) {
      if (codes[at] === 0x5c) {
        this.hasEscape = true;
        at++;
      }
      at++;
    }
    return at + 1;
  }

  private afterValue(from: number): number {
    const { codes, length } = this;
    const first = codes[from];
    if (first === 0x22) return this.afterString(from + 1);
    let at = from;
    if (first !== 0x7b && first !== 0x5b) {
      while (at < length && codes[at]! > 0x20 && codes[at] !== 0x2c && codes[at] !== 0x7d) at++;
      return at;
    }
    let depth = 0;
    do {
      const code = codes[at++];
      if (code === 0x22) at = this.afterString(at);
      else if (code === 0x7b || code === 0x5b) depth++;
      else if (code === 0x7d || code === 0x5d) depth--;
    } while (depth > 0 && at < length);
    return at;
  }
}
