import { wellFormedJson } from './wellFormedJson';

const leastSize = 4_096;
const backslash = 0x5c;

/** JSON while it is written, as UTF-8. */
export class JsonBytes {
  bytes = Buffer.allocUnsafe(leastSize);
  /** Bytes that are written. */
  length = 0;

  /** Makes room for some more bytes. */
  makeRoom(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.length + size, 2 * this.bytes.length));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /** Adds some JSON as it is. */
  addText(json: string): void {
    const text = wellFormedJson(json);
    this.makeRoom(3 * text.length);
    this.length += this.bytes.write(text, this.length);
  }

  /**
   * Adds a character above 0x7f, for which there must be room: up to six bytes.
   * @param next the code unit behind it
   * @returns whether `next` was a part of it
   */
  addWide(code: number, next: number): boolean {
    const { bytes } = this;
    if (code < 0x800) {
      bytes[this.length++] = 0xc0 | (code >> 6);
      bytes[this.length++] = 0x80 | (code & 0x3f);
      return false;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const isPair = code < 0xdc00 && next >= 0xdc00 && next < 0xe000;
      const character = isPair ? String.fromCharCode(code, next) : String.fromCharCode(code);
      this.length += bytes.write(wellFormedJson(character), this.length);
      return isPair;
    }
    bytes[this.length++] = 0xe0 | (code >> 12);
    bytes[this.length++] = 0x80 | ((code >> 6) & 0x3f);
    bytes[this.length++] = 0x80 | (code & 0x3f);
    return false;
  }

  /** Adds an ASCII character of a string, for which there must be room: up to six bytes. */
  addEscaped(code: number): void {
    const escape = escapes[code];
    if (escape) for (const one of escape) this.bytes[this.length++] = one;
    else this.bytes[this.length++] = code;
  }

  toString(): string {
    return this.bytes.toString('utf8', 0, this.length);
  }
}

/** By code: what a character of ASCII is in a string of JSON, where it is not itself. */
const escapes: (Buffer | undefined)[] = Array.from({ length: 0x80 }, (_, code) => {
  const written = JSON.stringify(String.fromCharCode(code)).slice(1, -1);
  return written.charCodeAt(0) === backslash ? Buffer.from(written) : undefined;
});
