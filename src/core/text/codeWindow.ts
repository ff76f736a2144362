import type { TextSource } from './textSource';

const leastWindow = 65_536;

/** A stretch of a text as UTF-16 code units, which are read several times as fast from an array as from a string. */
export class CodeWindow {
  codes = new Uint16Array(0);
  /** Offset in the text of the first one. */
  base = 0;
  private bytes = Buffer.alloc(0);
  private size = 0;

  constructor(private readonly text: TextSource) {}

  /** Brings a stretch of the text into `codes`. */
  show(start: number, end: number): void {
    if (start >= this.base && end <= this.base + this.size) return;
    this.size = Math.min(Math.max(end - start, leastWindow), this.text.length - start);
    if (this.size > this.codes.length) {
      this.codes = new Uint16Array(this.size);
      this.bytes = Buffer.from(this.codes.buffer);
    }
    this.bytes.write(this.text.slice(start, start + this.size), 'utf16le');
    this.base = start;
  }
}
