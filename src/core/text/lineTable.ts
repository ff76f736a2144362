import type { Steps } from '../steps';
import type { Patch } from './patch';
import type { TextSource } from './textSource';

const linesPerStep = 50_000;
/** Are looked at one by one. */
const fewLines = 16;

/**
 * Lines and columns of a text as VS Code counts them: from 0, in UTF-16 code units, broken at \r\n, \n and \r. It reads no further
 * than it is asked: all of half a million lines take some ten milliseconds, and a file without a fault needs only the first one.
 */
export class LineTable {
  private starts = new Int32Array(1024);
  private known = 1;
  /** The line that was found last. */
  private last = 0;
  /** The next break of each kind; Infinity when there is none. */
  private feed: number;
  private carriage: number;

  constructor(private readonly text: TextSource) {
    this.feed = this.carriage = -1;
    this.findFrom(0);
  }

  private findFrom(offset: number): void {
    this.feed = this.find('\n', offset);
    this.carriage = this.find('\r', offset);
  }

  /** The first known line that begins at an offset or after it. */
  private firstFrom(offset: number): number {
    let low = 0;
    let high = this.known;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! >= offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The lines of the text after a patch; those that were known are known again. */
  after(text: TextSource, { start, end, shift }: Patch): LineTable {
    const table = new LineTable(text);
    if (this.starts[this.known - 1]! <= end) return table;
    // A line that begins right at the patch may continue before it now: \r\n.
    const kept = this.firstFrom(start);
    table.starts = new Int32Array(this.starts.length + text.length - this.text.length + end - start + 1);
    table.starts.set(this.starts.subarray(0, kept));
    table.known = Math.max(kept, 1);
    table.findFrom(table.starts[table.known - 1]!);
    while (Math.min(table.feed, table.carriage) < end + shift && table.findNext());
    while (table.known > 1 && table.starts[table.known - 1]! > end + shift) table.known--;
    for (let line = this.firstFrom(end + 1); line < this.known; line++) {
      table.starts[table.known++] = this.starts[line]! + shift;
    }
    table.feed = this.feed + shift;
    table.carriage = this.carriage + shift;
    return table;
  }

  get lineCount(): number {
    while (this.findNext());
    return this.known;
  }

  /** Finds the lines up to an offset, with pauses. */
  *reach(offset: number): Steps<void> {
    for (let step = 1; this.starts[this.known - 1]! <= offset && this.findNext(); step++) {
      if (step % linesPerStep === 0) yield;
    }
  }

  lineAt(offset: number): number {
    const inside = this.clamp(offset);
    while (this.starts[this.known - 1]! <= inside && this.findNext());
    // Places are mostly asked for in their order, and a contact seldom has many lines.
    if (this.starts[this.last]! <= inside) {
      for (const end = Math.min(this.last + fewLines, this.known); this.last < end; this.last++) {
        if (this.last + 1 === this.known || this.starts[this.last + 1]! > inside) return this.last;
      }
    }
    let low = 0;
    let high = this.known - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= inside) low = middle;
      else high = middle - 1;
    }
    this.last = low;
    return low;
  }

  positionAt(offset: number): { line: number; character: number } {
    const inside = this.clamp(offset);
    const line = this.lineAt(inside);
    return { line, character: inside - this.starts[line]! };
  }

  /** Offset of the first character of a line; after the last one the end of the text. */
  lineStart(line: number): number {
    while (this.known <= line && this.findNext());
    return line < this.known ? this.starts[line]! : this.text.length;
  }

  /** Notes where the line after the last known one begins; false when there is none. */
  private findNext(): boolean {
    const { feed, carriage } = this;
    if (feed === Infinity && carriage === Infinity) return false;
    const next = (feed === carriage + 1 ? feed : Math.min(feed, carriage)) + 1;
    if (this.feed < next) this.feed = this.find('\n', next);
    if (this.carriage < next) this.carriage = this.find('\r', next);
    if (this.known === this.starts.length) {
      const grown = new Int32Array(this.known * 2);
      grown.set(this.starts);
      this.starts = grown;
    }
    this.starts[this.known++] = next;
    return true;
  }

  private find(character: string, from: number): number {
    const found = this.text.indexOf(character, from);
    return found === -1 ? Infinity : found;
  }

  private clamp(offset: number): number {
    return Math.max(0, Math.min(offset, this.text.length));
  }
}
