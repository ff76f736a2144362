import type { Steps } from '../../core/steps';

const rowsPerStep = 20_000;
/** Parts up to this size are sorted by whole texts. */
const few = 16;
/** A number with 53 exact bits holds two UTF-16 code units and a row's place in its part. */
const places = 2 ** 21;
const mostUnits = 2 ** 32 - 1;

interface Part {
  readonly from: number;
  readonly to: number;
  /** The texts of the part are the same up to here. */
  readonly at: number;
}

/**
 * The numbers from 0 to `count - 1` in the order of their texts, by UTF-16 code units as `<` compares; equal ones in their own order,
 * also where `descending`. Sorts by two code units as numbers, and what is equal in these by the next two: several times as quick as
 * comparing texts, and it can pause.
 */
export function* orderByText(count: number, textOf: (row: number) => string, descending: boolean): Steps<Uint32Array> {
  const texts: string[] = [];
  const order = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    if (row % rowsPerStep === 0) yield;
    texts.push(textOf(row));
    order[row] = row;
  }
  const sorter = new Sorter(texts, order, descending);
  const parts: Part[] = [{ from: 0, to: count, at: 0 }];
  let sorted = 0;
  for (let part = parts.pop(); part; part = parts.pop()) {
    if (part.to - part.from <= few) sorter.sortFew(part);
    else yield* sorter.sort(part, parts);
    sorted += part.to - part.from;
    if (sorted < rowsPerStep) continue;
    sorted = 0;
    yield;
  }
  return order;
}

class Sorter {
  private readonly packed: Float64Array;

  constructor(
    private readonly texts: readonly string[],
    private readonly order: Uint32Array,
    private readonly descending: boolean,
  ) {
    this.packed = new Float64Array(order.length);
  }

  /** Sorts a part as far as two code units go, and adds to `parts` what is to be sorted further. */
  *sort({ from, to, at }: Part, parts: Part[]): Steps<void> {
    const rows = this.order.subarray(from, to);
    if (rows.length > places) {
      rows.sort((a, b) => this.compare(a, b));
      return;
    }
    const packed = this.packed.subarray(from, to);
    const first = unitsAt(this.texts[rows[0]!]!, at);
    let allSame = true;
    for (let place = 0; place < rows.length; place++) {
      if (place % rowsPerStep === rowsPerStep - 1) yield;
      const units = unitsAt(this.texts[rows[place]!]!, at);
      allSame &&= units === first;
      packed[place] = (this.descending ? mostUnits - units : units) * places + place;
    }
    if (allSame) {
      this.addFurther({ from, to, at }, parts);
      return;
    }
    yield;
    packed.sort();
    yield;
    const before = rows.slice();
    let start = 0;
    for (let place = 0; place < rows.length; place++) {
      if (place % rowsPerStep === rowsPerStep - 1) yield;
      rows[place] = before[packed[place]! % places]!;
      if (place + 1 < rows.length && unitsOf(packed[place]!) === unitsOf(packed[place + 1]!)) continue;
      if (place > start) this.addFurther({ from: from + start, to: from + place + 1, at }, parts);
      start = place + 1;
    }
  }

  /** By whole texts; by insertion, as there are many such parts. */
  sortFew({ from, to }: Part): void {
    const { order } = this;
    for (let next = from + 1; next < to; next++) {
      const row = order[next]!;
      let place = next;
      for (; place > from && this.compare(row, order[place - 1]!) < 0; place--) order[place] = order[place - 1]!;
      order[place] = row;
    }
  }

  /** Adds what is left to be done for rows with the same two code units. */
  private addFurther({ from, to, at }: Part, parts: Part[]): void {
    if (to - from <= few) {
      parts.push({ from, to, at });
      return;
    }
    const rows = this.order.subarray(from, to);
    const { length } = this.texts[rows[0]!]!;
    if (rows.every((row) => this.texts[row]!.length >= at + 2)) parts.push({ from, to, at: at + 2 });
    // Some have ended. Zeros in a text look like its end.
    else if (rows.some((row) => this.texts[row]!.length !== length)) rows.sort((a, b) => this.compare(a, b));
  }

  private compare(a: number, b: number): number {
    const left = this.texts[a]!;
    const right = this.texts[b]!;
    if (left === right) return a - b;
    return left < right === this.descending ? 1 : -1;
  }
}

function unitsAt(text: string, at: number): number {
  return (text.charCodeAt(at) || 0) * 65_536 + (text.charCodeAt(at + 1) || 0);
}

function unitsOf(packed: number): number {
  return Math.floor(packed / places);
}
