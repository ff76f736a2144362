import type { Steps } from '../../core/steps';

const rowsPerStep = 16_384;
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
  for (let row = 0; row < count; row++) {
    if (row % rowsPerStep === 0) yield;
    const text = textOf(row);
    for (let index = 0; index < text.length; index++) ranks[text.charCodeAt(index)] = 1;
    texts.push(text);
  }
  /** Of a text's end, and of each character that there is. */
  let symbols = 1;
  for (let unit = 0; unit < codeUnits; unit++) if (ranks[unit] === 1) ranks[unit] = symbols++ % codeUnits;
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  // With all code units in use, the last one has no rank of its own.
  if (symbols > codeUnits) rows.sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b));
  else yield* sortPart(rows, texts, ranks, symbols, 0);
  const isSame = new Uint8Array(count);
  for (let place = 1; place < count; place++) {
    if (place % rowsPerStep === 0) yield;
    if (texts[rows[place]!] === texts[rows[place - 1]!]) isSame[place] = 1;
  }
  return { rows, isSame };
}

/** The same rows in one direction or the other; equal ones keep their own order. Takes a few steps for each row. */
export function inDirection({ rows, isSame }: TextOrder, descending: boolean): Uint32Array {
  if (!descending) return rows;
  const reversed = new Uint32Array(rows.length);
  let filled = 0;
  for (let end = rows.length; end > 0;) {
    let start = end - 1;
    while (isSame[start] === 1) start--;
    reversed.set(rows.subarray(start, end), filled);
    filled += end - start;
    end = start;
  }
  return reversed;
}

/**
 * Sorts rows whose texts are equal up to `depth`.
 * @param ranks of the code units, from 1
 * @param symbols how many ranks there are, with 0 for a text's end
 */
function* sortPart(
  rows: Uint32Array,
  texts: readonly string[],
  ranks: Uint16Array,
  symbols: number,
  depth: number,
): Steps<void> {
  const count = rows.length;
  if (count <= fewRows) return sortFew(rows, texts);
  const first = texts[rows[0]!]!;
  let common = first.length;
  for (let place = 1; place < count && common > depth; place++) {
    if (place % rowsPerStep === 0) yield;
    const text = texts[rows[place]!]!;
    let at = depth;
    while (at < common && text.charCodeAt(at) === first.charCodeAt(at)) at++;
    common = at;
  }
  const length = Math.max(1, Math.floor(Math.log(largest / count) / Math.log(symbols)));
  let keys = new Float64Array(count);
  for (let place = 0; place < count; place++) {
    if (place % rowsPerStep === rowsPerStep - 1) yield;
    const text = texts[rows[place]!]!;
    let key = 0;
    for (let at = common; at < common + length; at++) {
      key = key * symbols + (at < text.length ? ranks[text.charCodeAt(at)]! : 0);
    }
    keys[place] = key * count + place;
  }
  keys = yield* sortNumbers(keys);
  const before = rows.slice();
  let start = 0;
  let last = -1;
  for (let place = 0; place <= count; place++) {
    if (place % rowsPerStep === rowsPerStep - 1) yield;
    const was = place < count ? keys[place]! % count : 0;
    const key = place < count ? (keys[place]! - was) / count : -1;
    if (place < count) rows[place] = before[was]!;
    if (key === last) continue;
    const isLonger = last % symbols !== 0;
    if (place - start > 1 && isLonger) {
      const part = rows.subarray(start, place);
      if (part.length <= fewRows) sortFew(part, texts);
      else yield* sortPart(part, texts, ranks, symbols, common + length);
    }
    start = place;
    last = key;
  }
}

function sortFew(rows: Uint32Array, texts: readonly string[]): void {
  for (let place = 1; place < rows.length; place++) {
    const row = rows[place]!;
    const text = texts[row]!;
    let to = place;
    while (to > 0 && texts[rows[to - 1]!]! > text) {
      rows[to] = rows[to - 1]!;
      to--;
    }
    rows[to] = row;
  }
}

function* sortNumbers(numbers: Float64Array<ArrayBuffer>): Steps<Float64Array<ArrayBuffer>> {
  const { length } = numbers;
  for (let from = 0; from < length; from += rowsPerStep) {
    numbers.subarray(from, from + rowsPerStep).sort();
    yield;
  }
  let sorted = numbers;
  let merged = length > rowsPerStep ? new Float64Array(length) : sorted;
  for (let width = rowsPerStep; width < length; width *= 2) {
    for (let from = 0; from < length; from += 2 * width) {
      const middle = Math.min(from + width, length);
      const end = Math.min(middle + width, length);
      let left = from;
      let right = middle;
      for (let to = from; to < end; to++) {
        if (to % rowsPerStep === 0) yield;
        const takesLeft = left < middle && (right === end || sorted[left]! < sorted[right]!);
        merged[to] = takesLeft ? sorted[left++]! : sorted[right++]!;
      }
    }
    [sorted, merged] = [merged, sorted];
  }
  return sorted;
}
