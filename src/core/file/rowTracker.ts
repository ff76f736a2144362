import type { TextRange } from '../problem';

/** One replacement in a text: `length` code units at `start` gave way to `text`. */
export interface TextChange {
  readonly start: number;
  readonly length: number;
  readonly text: string;
}

/**
 * Follows the rows of a text through its edits, so that what was found out about a row stays at the row. A row that is edited
 * is told as such from then on: what was known of it need not hold any more.
 */
export class RowTracker {
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly touched: Uint8Array;

  /** @param rows in the order of the text, not overlapping */
  constructor(rows: readonly TextRange[]) {
    this.starts = Int32Array.from(rows, ({ start }) => start);
    this.ends = Int32Array.from(rows, ({ end }) => end);
    this.touched = new Uint8Array(rows.length);
  }

  /** @param changes in the order in which they are applied to the text @returns the rows that were edited for the first time */
  apply(changes: readonly TextChange[]): number[] {
    const edited: number[] = [];
    for (const { start, length, text } of changes) {
      const end = start + length;
      const shift = text.length - length;
      const replaces = length > 0;
      // Typed at a row's very edge, a new line or a comma belongs to its neighbour, and anything else to the row.
      const standsBefore = replaces || /[\r\n,]\s*$/.test(text);
      const standsBehind = replaces || /^\s*[\r\n,]/.test(text);
      for (let row = this.firstEndingAtOrAfter(start); row < this.starts.length; row++) {
        const rowStart = this.starts[row]!;
        const rowEnd = this.ends[row]!;
        if (rowStart > start ? rowStart >= end : rowStart === end && standsBefore) {
          this.starts[row] = rowStart + shift;
          this.ends[row] = rowEnd + shift;
        } else if (rowEnd > start || !standsBehind) {
          if (!this.touched[row]) edited.push(row);
          this.touched[row] = 1;
          const newStart = Math.min(rowStart, start);
          this.starts[row] = newStart;
          this.ends[row] = Math.max(newStart, rowEnd <= end ? start + text.length : rowEnd + shift);
        }
      }
    }
    return edited;
  }

  /** Where the row stands now; undefined once it was edited. */
  rangeOf(row: number): TextRange | undefined {
    return this.touched[row] ? undefined : this.placeOf(row);
  }

  /** Where the row, or what became of it, stands now. */
  placeOf(row: number): TextRange {
    return { start: this.starts[row]!, end: this.ends[row]! };
  }

  private firstEndingAtOrAfter(offset: number): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
