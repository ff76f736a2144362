import type { Steps } from '../../core/steps';

const rowsPerStep = 16_384;
/** A number with 53 exact bits holds so many characters of 7 bits. */
const charactersPerKey = 7;
const largest = 127;

/**
 * The numbers from 0 to `count - 1` in the order of their texts, by UTF-16 code units as `<` compares; equal ones in their own order,
 * also where `descending`. A merge sort, since that can pause. It compares what comes after the texts' common beginning as numbers
 * first, which settles most comparisons.
 */
export function* orderByText(count: number, textOf: (row: number) => string, descending: boolean): Steps<Uint32Array> {
  const texts: string[] = [];
  let beginning = count > 0 ? textOf(0) : '';
  for (let row = 0; row < count; row++) {
    if (row % rowsPerStep === 0) yield;
    const text = textOf(row);
    while (!text.startsWith(beginning)) beginning = beginning.slice(0, -1);
    texts.push(text);
  }
  const keys = new Float64Array(count);
  let order = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    if (row % rowsPerStep === 0) yield;
    keys[row] = keyOf(texts[row]!, beginning.length);
    order[row] = row;
  }
  const direction = descending ? -1 : 1;
  const compare = (a: number, b: number): number => {
    const byKey = keys[a]! - keys[b]!;
    if (byKey !== 0) return byKey * direction;
    const left = texts[a]!;
    const right = texts[b]!;
    return left === right ? a - b : left < right ? -direction : direction;
  };

  for (let from = 0; from < count; from += rowsPerStep) {
    order.subarray(from, from + rowsPerStep).sort(compare);
    yield;
  }
  let merged = new Uint32Array(count);
  for (let width = rowsPerStep; width < count; width *= 2) {
    for (let from = 0; from < count; from += 2 * width) {
      const middle = Math.min(from + width, count);
      const end = Math.min(middle + width, count);
      let left = from;
      let right = middle;
      for (let to = from; to < end; to++) {
        if (to % rowsPerStep === 0) yield;
        const takesLeft = left < middle && (right === end || compare(order[left]!, order[right]!) < 0);
        merged[to] = order[takesLeft ? left++ : right++]!;
      }
    }
    [order, merged] = [merged, order];
  }
  return order;
}

/** The first characters from `at` on as one number that compares as they do; equal where it cannot decide. */
function keyOf(text: string, at: number): number {
  let key = 0;
  let isTold = true;
  for (let index = at; index < at + charactersPerKey; index++) {
    const unit: number = isTold ? Math.min(text.charCodeAt(index) || 0, largest) : 0;
    isTold &&= unit < largest;
    key = key * (largest + 1) + unit;
  }
  return key;
}
