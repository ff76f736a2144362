import type { TextRange } from '../problem';

/** What the text of a row says, as far as everybody asks for it later. */
export interface RowFacts {
  /** The fields that are sent: one bit for each, in the order of `contactFields`. */
  readonly fields: number;
  /** How many values are sent as "", the entries of `custom_field` among them. */
  readonly cleared: number;
  /** Of all that is sent, 32 bits; see `RowTable.hash`. */
  readonly hash: number;
}

/** By row: the offsets of its first character, and behind its last one. */
export interface RowPlaces {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * Where every row of a file is and what it sends, in the order of the text. Numbers in typed arrays: an object for each row would be
 * most of what reading costs, in time and in memory.
 */
export class RowTable {
  length = 0;
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private masks = new Uint16Array(1024);
  private clearings = new Uint16Array(1024);
  private hashes = new Uint32Array(1024);

  /** @param facts undefined for a row that cannot be read */
  add(start: number, end: number, facts?: RowFacts): void {
    const row = this.length++;
    if (row === this.starts.length) this.grow();
    this.starts[row] = start;
    this.ends[row] = end;
    if (!facts) return;
    this.masks[row] = facts.fields;
    this.clearings[row] = Math.min(facts.cleared, 0xffff);
    this.hashes[row] = facts.hash;
  }

  /** A copy of all places. */
  places(): RowPlaces {
    return { starts: this.starts.slice(0, this.length), ends: this.ends.slice(0, this.length) };
  }

  *keys(): Iterable<number> {
    for (let row = 0; row < this.length; row++) yield row;
  }

  /** Offset of the first character of a row that is there. */
  start(row: number): number {
    return this.starts[row]!;
  }

  /** Offset behind the last one. */
  end(row: number): number {
    return this.ends[row]!;
  }

  range(row: number): TextRange {
    return { start: this.starts[row]!, end: this.ends[row]! };
  }

  /** See `RowFacts`; 0 for a row that cannot be read, and without meaning for one that is not sent. */
  fields(row: number): number {
    return this.masks[row]!;
  }

  cleared(row: number): number {
    return this.clearings[row]!;
  }

  /**
   * A fast hash of the values that are sent. It detects edits and guards nothing. White space around values and the order of a
   * contact's fields do not count.
   */
  hash(row: number): number {
    return this.hashes[row]!;
  }

  private grow(): void {
    const length = this.length * 2;
    const grown = <T extends Int32Array | Uint16Array | Uint32Array>(to: T, from: T) => (to.set(from), to);
    this.starts = grown(new Int32Array(length), this.starts);
    this.ends = grown(new Int32Array(length), this.ends);
    this.masks = grown(new Uint16Array(length), this.masks);
    this.clearings = grown(new Uint16Array(length), this.clearings);
    this.hashes = grown(new Uint32Array(length), this.hashes);
  }
}
