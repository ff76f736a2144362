import type { RowPlaces } from '../edits/rowTracker';
import type { TextRange } from '../problem';

/** What the text of a row says, as far as it is needed later. */
export interface RowFacts {
  /** The fields that are sent: one bit for each, in the order of `contactFields`; the table has room for 16. */
  readonly fields: number;
  /** How many values are sent as "", the entries of `custom_field` among them. */
  readonly cleared: number;
  /** Of all that is sent, 32 bits; see `RowTable.hash`. */
  readonly hash: number;
  /** Whether its JSON may say more than its values do: an object names a key twice, or a number has many digits. */
  readonly isOdd: boolean;
  /** JSON: whether it has keys that are not sent, or not under this name. */
  readonly isRewritten: boolean;
}

const faulty = 1;
const odd = 2;
const rewritten = 4;

/**
 * Where every row of a file is and what it sends, in the order of the text. Numbers in typed arrays: an object for each row would be
 * most of what reading costs, in time and in memory.
 */
export class RowTable {
  length = 0;
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private hashes = new Uint32Array(1024);
  private clearings = new Uint16Array(1024);
  private masks = new Uint16Array(1024);
  private flags = new Uint8Array(1024);

  /** @param facts undefined for a row that is faulty */
  add(start: number, end: number, facts: RowFacts | undefined): void {
    if (this.length === this.starts.length) this.resize(2 * this.length);
    this.set(this.length++, start, end, facts);
  }

  set(row: number, start: number, end: number, facts: RowFacts | undefined): void {
    this.starts[row] = start;
    this.ends[row] = end;
    this.flags[row] = facts ? (facts.isOdd ? odd : 0) | (facts.isRewritten ? rewritten : 0) : faulty;
    if (!facts) return;
    this.masks[row] = facts.fields;
    this.clearings[row] = Math.min(facts.cleared, 0xffff);
    this.hashes[row] = facts.hash;
  }

  /** A copy in which the rows from `first` on have moved. */
  moved(first: number, by: number): RowTable {
    const copy = new RowTable();
    Object.assign(copy, this);
    copy.resize(this.starts.length);
    for (let row = first; row < this.length; row++) {
      copy.starts[row]! += by;
      copy.ends[row]! += by;
    }
    return copy;
  }

  *keys(): Iterable<number> {
    for (let row = 0; row < this.length; row++) yield row;
  }

  /** Offset of the first character of a row that is there. */
  start(row: number): number {
    return this.starts[row]!;
  }

  /** Offset after the last one. */
  end(row: number): number {
    return this.ends[row]!;
  }

  range(row: number): TextRange {
    return { start: this.starts[row]!, end: this.ends[row]! };
  }

  /** A copy of all places. */
  places(): RowPlaces {
    return { starts: this.starts.slice(0, this.length), ends: this.ends.slice(0, this.length) };
  }

  /** Whether a row that is there cannot be read as it is. */
  isFaulty(row: number): boolean {
    return (this.flags[row]! & faulty) !== 0;
  }

  /** See `RowFacts`, here and below; without meaning for a faulty row. */
  isOdd(row: number): boolean {
    return (this.flags[row]! & odd) !== 0;
  }

  isRewritten(row: number): boolean {
    return (this.flags[row]! & rewritten) !== 0;
  }

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

  /** Gives the table arrays of its own, with the same rows. */
  private resize(length: number): void {
    this.starts = filled(new Int32Array(length), this.starts);
    this.ends = filled(new Int32Array(length), this.ends);
    this.hashes = filled(new Uint32Array(length), this.hashes);
    this.clearings = filled(new Uint16Array(length), this.clearings);
    this.masks = filled(new Uint16Array(length), this.masks);
    this.flags = filled(new Uint8Array(length), this.flags);
  }
}

/** An array with the beginning of another one. */
export function filled<T extends Int32Array | Uint32Array | Uint16Array | Uint8Array>(array: T, from: T): T {
  array.set(from);
  return array;
}
