import type { TextSource } from './textSource';

/**
 * A text in pieces, as they were read. To make one string of a large one takes all of its memory a second time, and one letter of another
 * script makes each character of a string twice as large: here, those of one piece.
 */
export class PiecedText implements TextSource {
  readonly length: number;
  /** Where each piece begins, and at the end the length of all. */
  private starts: number[] = [0];
  /** The piece that was asked for last: places are mostly asked for in their order. */
  private last = 0;

  /** @param pieces none of them empty */
  constructor(private pieces: readonly string[]) {
    for (const piece of pieces) this.starts.push(this.starts.at(-1)! + piece.length);
    this.length = this.starts.at(-1)!;
  }

  slice(start: number, end: number): string {
    const stop = Math.min(end, this.length);
    if (start >= stop) return '';
    let at = this.pieceAt(start);
    const from = this.starts[at]!;
    let text = this.pieces[at]!.slice(start - from, stop - from);
    while (this.starts[++at]! < stop) text += this.pieces[at]!.slice(0, stop - this.starts[at]!);
    return text;
  }

  charCodeAt(offset: number): number {
    if (!(offset >= 0 && offset < this.length)) return NaN;
    const at = this.pieceAt(offset);
    return this.pieces[at]!.charCodeAt(offset - this.starts[at]!);
  }

  indexOf(character: string, from: number): number {
    if (from >= this.length) return -1;
    const first = this.pieceAt(Math.max(from, 0));
    for (let at = first; at < this.pieces.length; at++) {
      const start = this.starts[at]!;
      const found = this.pieces[at]!.indexOf(character, at === first ? from - start : 0);
      if (found !== -1) return start + found;
    }
    return -1;
  }

  /** From then on it is in one piece, so that it is not there twice. */
  toString(): string {
    if (this.pieces.length > 1) {
      this.pieces = [this.pieces.join('')];
      this.starts = [0, this.length];
      this.last = 0;
    }
    return this.pieces[0] ?? '';
  }

  /** The piece with an offset that is inside the text. */
  private pieceAt(offset: number): number {
    const { starts, last } = this;
    if (offset >= starts[last]! && offset < starts[last + 1]!) return last;
    let low = 0;
    let high = this.pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return (this.last = low);
  }
}
