import type { Problem } from '../problem';
import type { Steps } from '../steps';

const perStep = 16_384;

/** The problems in the order of the text, as a reader of the Problems view expects them. Stable. */
export function* inTextOrder(problems: readonly Problem[]): Steps<Problem[]> {
  let runs: Problem[][] = [];
  for (let start = 0; start < problems.length; start += perStep) {
    runs.push(problems.slice(start, start + perStep).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: Problem[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(runs[index + 1] ? yield* merge(runs[index]!, runs[index + 1]!) : runs[index]!);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge(left: readonly Problem[], right: readonly Problem[]): Steps<Problem[]> {
  const all: Problem[] = [];
  let fromLeft = 0;
  let fromRight = 0;
  while (fromLeft < left.length || fromRight < right.length) {
    const takeLeft =
      fromRight === right.length || (fromLeft < left.length && compare(left[fromLeft]!, right[fromRight]!) <= 0);
    all.push(takeLeft ? left[fromLeft++]! : right[fromRight++]!);
    if (all.length % perStep === 0) yield;
  }
  return all;
}

function compare(a: Problem, b: Problem): number {
  return a.start - b.start || a.end - b.end;
}
