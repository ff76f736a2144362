import type { Steps } from '../../core/steps';

const rowsPerStep = 16_384;
/** Sorted within a few milliseconds. */
const numbersPerStep = 65_536;
/** Fewer are put in order by comparing them. */
const fewRows = 16;
/** A double keeps any whole number up to this one. */
const largest = 2 ** 53;
const codeUnits = 65_536;

/** Rows in the order of their texts. */
export interface TextOrder {
  /** Equal ones in their own order. */
  readonly rows: Uint32Array;
  /** For each place whether its text is that of the place before. */
  readonly isSame: Uint8Array;
}

/**
 * The numbers from 0 to `count - 1` in the order of their texts, by UTF-16 code units as `<` compares. After the texts' common beginning,
 * as many characters as fit become one number together with the row's place, and numbers sort without a call for each comparison: it
 * counts only which characters there are, so that ten digits take less room than letters. What that leaves equal is put in order by what
 * follows. Numbers are sorted in parts and merged, since that can pause.
 */
export function* orderByText(count: number, textOf: (row: number) => string): Steps<TextOrder> {
  const texts: string[] = [];
  const ranks = new Uint16Array(codeUnits);
  for (let row = 0; row < count; row += rowsPerStep) {
    yield;
    readTexts(texts, ranks, textOf, Math.min(row + rowsPerStep, count));
  }
  /** Of a text's end, and of each character that there is. */
  let symbols = 1;
  for (let unit = 0; unit < codeUnits; unit++) if (ranks[unit] === 1) ranks[unit] = symbols++ % codeUnits;
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  const order = { rows, isSame: new Uint8Array(count) };
  // With all code units in use, the last one has no rank of its own.
  if (symbols > codeUnits) {
    rows.sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b));
    markSame(order, texts, 0, count);
  } else yield* sortPart(order, { texts, ranks, symbols }, 0, count, 0);
  return order;
}

/** The same rows in one direction or the other; equal ones keep their own order. Takes a few steps for each row. */
export function inDirection({ rows, isSame }: TextOrder, descending: boolean): Uint32Array {
  if (!descending) return rows;
  const reversed = new Uint32Array(rows.length);
  let filled = 0;
  for (let end = rows.length; end > 0;) {
    let start = end - 1;
    while (isSame[start] === 1) start--;
    for (let place = start; place < end; place++) reversed[filled++] = rows[place]!;
    end = start;
  }
  return reversed;
}

/** Reads the texts up to a row, and notes which characters there are. */
function readTexts(texts: string[], ranks: Uint16Array, textOf: (row: number) => string, end: number): void {
  for (let row = texts.length; row < end; row++) {
    const text = textOf(row);
    for (let index = 0; index < text.length; index++) ranks[text.charCodeAt(index)] = 1;
    texts.push(text);
  }
}

interface Texts {
  readonly texts: readonly string[];
  /** Of the code units, from 1. */
  readonly ranks: Uint16Array;
  /** How many ranks there are, with 0 for a text's end. */
  readonly symbols: number;
}

/** Sorts the rows from a place to another, whose texts are equal up to `depth`. */
function* sortPart(order: TextOrder, all: Texts, from: number, to: number, depth: number): Steps<void> {
  const { texts, symbols } = all;
  const count = to - from;
  if (count <= fewRows) return sortFew(order, texts, from, to);
  const rows = order.rows.slice(from, to);
  const first = texts[rows[0]!]!;
  let common = first.length;
  for (let start = 0; start < count && common > depth; start += rowsPerStep) {
    yield;
    common = commonBeginning(texts, rows.subarray(start, start + rowsPerStep), first, depth, common);
  }
  const length = Math.max(1, Math.floor(Math.log(largest / count) / Math.log(symbols)));
  let keys = new Float64Array(count);
  for (let start = 0; start < count; start += rowsPerStep) {
    yield;
    fillKeys(keys, start, Math.min(start + rowsPerStep, count), rows, all, common, length);
  }
  keys = yield* sortNumbers(keys);
  let start = 0;
  let last = -1;
  for (let place = 0; place <= count; place++) {
    if (place % rowsPerStep === rowsPerStep - 1) yield;
    let key = -1;
    if (place < count) {
      const was = keys[place]! % count;
      key = (keys[place]! - was) / count;
      order.rows[from + place] = rows[was]!;
    }
    if (key === last) continue;
    if (place - start > 1) {
      const isOver = last % symbols === 0;
      if (isOver) order.isSame.fill(1, from + start + 1, from + place);
      else if (place - start <= fewRows) sortFew(order, texts, from + start, from + place);
      else yield* sortPart(order, all, from + start, from + place, common + length);
    }
    start = place;
    last = key;
  }
}

/** How many characters the texts have in common with the first, `common` at most. */
function commonBeginning(texts: readonly string[], rows: Uint32Array, first: string, depth: number, common: number) {
  for (const row of rows) {
    const text = texts[row]!;
    let at = depth;
    while (at < common && text.charCodeAt(at) === first.charCodeAt(at)) at++;
    common = at;
  }
  return common;
}

/** What follows the common beginning as a number, and behind it the place. */
function fillKeys(
  keys: Float64Array,
  from: number,
  to: number,
  rows: Uint32Array,
  { texts, ranks, symbols }: Texts,
  common: number,
  length: number,
): void {
  for (let place = from; place < to; place++) {
    const text = texts[rows[place]!]!;
    const end = Math.min(text.length, common + length);
    let key = 0;
    for (let at = common; at < end; at++) key = key * symbols + ranks[text.charCodeAt(at)]!;
    for (let at = end; at < common + length; at++) key *= symbols;
    keys[place] = key * rows.length + place;
  }
}

function sortFew(order: TextOrder, texts: readonly string[], from: number, to: number): void {
  const { rows } = order;
  for (let place = from + 1; place < to; place++) {
    const row = rows[place]!;
    const text = texts[row]!;
    let into = place;
    while (into > from && texts[rows[into - 1]!]! > text) {
      rows[into] = rows[into - 1]!;
      into--;
    }
    rows[into] = row;
  }
  markSame(order, texts, from, to);
}

function markSame({ rows, isSame }: TextOrder, texts: readonly string[], from: number, to: number): void {
  for (let place = from + 1; place < to; place++) {
    if (texts[rows[place]!] === texts[rows[place - 1]!]) isSame[place] = 1;
  }
}

function* sortNumbers(numbers: Float64Array<ArrayBuffer>): Steps<Float64Array<ArrayBuffer>> {
  const { length } = numbers;
  for (let from = 0; from < length; from += numbersPerStep) {
    numbers.subarray(from, from + numbersPerStep).sort();
    yield;
  }
  let sorted = numbers;
  let merged = length > numbersPerStep ? new Float64Array(length) : sorted;
  for (let width = numbersPerStep; width < length; width *= 2) {
    for (let from = 0; from < length; from += 2 * width) {
      merge(sorted, merged, from, Math.min(from + width, length), Math.min(from + 2 * width, length));
      yield;
    }
    [sorted, merged] = [merged, sorted];
  }
  return sorted;
}

function merge(sorted: Float64Array, merged: Float64Array, from: number, middle: number, end: number): void {
  let left = from;
  let right = middle;
  for (let to = from; to < end; to++) {
    const takesLeft = left < middle && (right === end || sorted[left]! < sorted[right]!);
    merged[to] = takesLeft ? sorted[left++]! : sorted[right++]!;
  }
}
