import { finish, type Steps } from '../steps';

/** Lines and columns of a text as VS Code counts them: from 0, in UTF-16 code units, broken at \r\n, \n and \r. */
export interface LineTable {
  readonly lineCount: number;
  lineAt(offset: number): number;
  positionAt(offset: number): { line: number; character: number };
  /** Offset of the first character of a line. */
  lineStart(line: number): number;
}

/** Finds the line breaks of a text: some ten milliseconds for half a million lines, then a binary search per question. */
export function* findLines(text: string): Steps<LineTable> {
  const starts = yield* lineStarts(text);
  const clamp = (offset: number) => Math.max(0, Math.min(offset, text.length));

  function lineAt(offset: number) {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return {
    lineCount: starts.length,
    lineAt: (offset) => lineAt(clamp(offset)),
    positionAt(offset) {
      const inside = clamp(offset);
      const line = lineAt(inside);
      return { line, character: inside - starts[line]! };
    },
    lineStart: (line) => starts[line] ?? text.length,
  };
}

/** `findLines` without a pause. */
export function lineTable(text: string): LineTable {
  return finish(findLines(text));
}

const linesPerStep = 100_000;

function* lineStarts(text: string): Steps<Int32Array> {
  let starts = new Int32Array(1024 + (text.length >> 5));
  let count = 1;
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  while (feed !== -1 || carriage !== -1) {
    let next: number;
    if (carriage === -1 || (feed !== -1 && feed < carriage)) {
      next = feed + 1;
    } else {
      next = feed === carriage + 1 ? feed + 1 : carriage + 1;
      carriage = text.indexOf('\r', next);
    }
    if (feed !== -1 && feed < next) feed = text.indexOf('\n', next);
    if (count === starts.length) {
      const grown = new Int32Array(count * 2);
      grown.set(starts);
      starts = grown;
    }
    starts[count++] = next;
    if (count % linesPerStep === 0) yield;
  }
  return starts.subarray(0, count);
}
