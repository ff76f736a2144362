/** Whole lines, counted from 0, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** One replacement in a text: what was between two places, by their lines, and what is there instead. */
export interface LineChange extends LineRange {
  readonly text: string;
}

/** By how many lines a range moves; undefined when one of its lines was edited. */
export type LineMoves = (range: LineRange) => number | undefined;

/**
 * Where lines are after edits. Each edit is looked at once, and each range costs a bisection.
 * @param changes from the end of the text to its beginning, as VS Code reports the edits of one step; in several steps where they are not
 */
export function movedLines(changes: readonly LineChange[]): LineMoves {
  const steps: LineMoves[] = [];
  for (let first = 0; first < changes.length;) {
    let next = first + 1;
    while (next < changes.length && changes[next]!.last <= changes[next - 1]!.first) next++;
    steps.push(movesOf(changes.slice(first, next).reverse()));
    first = next;
  }
  return (range) => {
    let moved = 0;
    for (const step of steps) {
      const move = step({ first: range.first + moved, last: range.last + moved });
      if (move === undefined) return undefined;
      moved += move;
    }
    return moved;
  };
}

/** @param changes from the beginning of the text to its end */
function movesOf(changes: readonly LineChange[]): LineMoves {
  const moves = new Int32Array(changes.length + 1);
  changes.forEach((change, index) => {
    moves[index + 1] = moves[index]! + lineBreaksIn(change.text) - (change.last - change.first);
  });
  return ({ first, last }) => {
    let low = 0;
    let high = changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (changes[middle]!.last < first) low = middle + 1;
      else high = middle;
    }
    return low < changes.length && changes[low]!.first <= last ? undefined : moves[low]!;
  };
}

function lineBreaksIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
