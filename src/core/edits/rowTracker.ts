import type { TextRange } from '../problem';

/** By row: the offsets of its first character, and after its last one. */
export interface RowPlaces {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** One replacement in a text: `length` code units from `start` were replaced by `text`. */
export interface TextChange {
  readonly start: number;
  readonly length: number;
  readonly text: string;
}

/** What is between two rows: a line break, or a comma with any white space (the elements of a JSON array). */
export type RowSeparator = 'line' | 'comma';

/** Whether a text keeps apart what is before it, or behind it, from what it touches there. */
const separators: Readonly<Record<RowSeparator, { [side in 'before' | 'behind']: (text: string) => boolean }>> = {
  line: { before: (text) => /[\r\n]$/.test(text), behind: (text) => /^[\r\n]/.test(text) },
  comma: {
    before(text) {
      const { length } = text.trimEnd();
      return length === 0 || text[length - 1] === ',' || /[\r\n]/.test(text.slice(length));
    },
    behind: (text) => /^\s+$|^\s*[\r\n,]/.test(text),
  },
};

/**
 * Follows the rows of a text through its edits, so that what was found out about a row stays at the row. A row that was edited says
 * so from then on: what was known of it need not hold any more.
 *
 * A batch of edits costs one pass: each edit is compared with the rows that it touches, found by bisection, and the rows after it
 * are only noted to move. `moves[row]` is by how much this row and all after it still have to move; `settled` says how many rows
 * have their places of now, and rows from there on wait for the sum of `moves`. The edits come from the end of the text, so that
 * the number of settled rows shrinks, and at the end of the batch the sums are added in one go.
 */
export class RowTracker {
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly touched: Uint8Array;
  private readonly moves: Int32Array;
  private settled: number;

  /** @param rows in the order of the text, not overlapping; they are the tracker's from then on */
  constructor(
    rows: RowPlaces,
    private readonly separator: RowSeparator = 'line',
  ) {
    this.starts = rows.starts;
    this.ends = rows.ends;
    const { length } = rows.starts;
    this.touched = new Uint8Array(length);
    this.moves = new Int32Array(length + 1);
    this.settled = length;
  }

  /**
   * @param changes in the order in which they are applied to the text; the pass is one where they come from the end of the text, as
   * VS Code reports the edits of one step
   * @returns the rows that were edited for the first time
   */
  apply(changes: readonly TextChange[]): number[] {
    const edited: number[] = [];
    let lowest = Infinity;
    for (const change of changes) {
      if (change.start + change.length > lowest) this.settle();
      lowest = change.start;
      this.applyOne(change, edited);
    }
    this.settle();
    return edited;
  }

  /** Where the row is now; undefined once it was edited. */
  rangeOf(row: number): TextRange | undefined {
    return this.touched[row] ? undefined : this.placeOf(row);
  }

  /** Where the row, or what is left of it, is now. */
  placeOf(row: number): TextRange {
    return { start: this.starts[row]!, end: this.ends[row]! };
  }

  /** Called for each row that an edit is compared with. */
  protected compared(_row: number): void {}

  private applyOne({ start, length, text }: TextChange, edited: number[]): void {
    if (length === 0 && text === '') return;
    const end = start + length;
    const shift = text.length - length;
    const first = this.firstEndingAtOrAfter(start);
    // A row that begins exactly where the edit ends, or ends where it begins, is a part of it unless something keeps them apart.
    const { before, behind } = separators[this.separator];
    const apartFromNext = text === '' ? !this.isAttachedBefore(first, start) : before(text);
    const apartFromLast = text === '' ? !this.isAttachedBehind(first, end) : behind(text);
    let row = first;
    for (; this.reach(row); row++) {
      const rowStart = this.starts[row]!;
      const rowEnd = this.ends[row]!;
      if (rowStart > end || (rowStart === end && apartFromNext)) break;
      if (rowEnd <= start && apartFromLast) continue;
      if (!this.touched[row]) edited.push(row);
      this.touched[row] = 1;
      const newStart = Math.min(rowStart, start);
      this.starts[row] = newStart;
      this.ends[row] = Math.max(newStart, rowEnd <= end ? start + text.length : rowEnd + shift);
    }
    if (row >= this.starts.length) return;
    this.moves[row]! += shift;
    this.settled = Math.min(this.settled, row);
  }

  /** Whether a row goes up to a place, or beyond it. */
  private isAttachedBefore(first: number, place: number): boolean {
    return this.reach(first) && this.starts[first]! < place;
  }

  /** Whether a row begins at the end of an edit, or before it, and goes beyond it. */
  private isAttachedBehind(first: number, end: number): boolean {
    for (let row = first; this.reach(row) && this.starts[row]! <= end; row++) {
      if (this.ends[row]! > end) return true;
    }
    return false;
  }

  /** Gives the row its place of now, if it waits for it; false when there is no such row. All before it must have theirs. */
  private reach(row: number): boolean {
    if (row >= this.starts.length) return false;
    this.compared(row);
    if (row < this.settled) return true;
    const move = this.moves[row]!;
    this.starts[row]! += move;
    this.ends[row]! += move;
    this.moves[row] = 0;
    this.moves[row + 1]! += move;
    this.settled = row + 1;
    return true;
  }

  private settle(): void {
    let move = 0;
    for (let row = this.settled; row < this.starts.length; row++) {
      move += this.moves[row]!;
      this.moves[row] = 0;
      this.starts[row]! += move;
      this.ends[row]! += move;
    }
    this.moves[this.starts.length] = 0;
    this.settled = this.starts.length;
  }

  /** Among the settled rows; the number of these when there is none. */
  private firstEndingAtOrAfter(offset: number): number {
    let low = 0;
    let high = this.settled;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
