import type { TextRange } from '../problem';

/** A replacement of a range of the text, as it is before any other one. */
export interface TextEdit extends TextRange {
  readonly text: string;
}

/** The text after the edits, which are in its order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let last = 0;
  for (const edit of edits) {
    pieces.push(text.slice(last, edit.start), edit.text);
    last = edit.end;
  }
  pieces.push(text.slice(last));
  return pieces.join('');
}

/**
 * In the order of the text, without those that overlap an earlier one or begin where it begins: they come again when the text is read
 * anew. Neighbours may touch.
 */
export function withoutOverlaps(edits: readonly TextEdit[]): TextEdit[] {
  const kept: TextEdit[] = [];
  let last: TextRange = { start: -1, end: -1 };
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < last.end || edit.start === last.start) continue;
    kept.push(edit);
    last = edit;
  }
  return kept;
}

/**
 * Two rounds of edits as one: `second` is about the text that `first` made of another one.
 * @param between the text after the first round
 */
export function composeEdits(between: string, first: readonly TextEdit[], second: readonly TextEdit[]): TextEdit[] {
  const composed: TextEdit[] = [];
  let shift = 0; // from the first text to the one between
  let i = 0;
  let j = 0;
  while (i < first.length || j < second.length) {
    // A group: edits of both rounds that touch each other, in offsets of the text between.
    let start = Infinity;
    let end = -1;
    let shiftBehind = shift;
    const later: TextEdit[] = [];
    for (;;) {
      const one = first[i];
      const two = second[j];
      const oneStart = one ? one.start + shiftBehind : Infinity;
      const twoStart = two ? two.start : Infinity;
      const next = Math.min(oneStart, twoStart);
      if (next === Infinity || (end !== -1 && next > end)) break;
      start = Math.min(start, next);
      if (oneStart <= twoStart) {
        end = Math.max(end, oneStart + one!.text.length);
        shiftBehind += one!.text.length - (one!.end - one!.start);
        i++;
      } else {
        end = Math.max(end, two!.end);
        later.push({ ...two!, start: two!.start, end: two!.end });
        j++;
      }
    }
    const moved = later.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    composed.push({
      start: start - shift,
      end: end - shiftBehind,
      text: applyEdits(between.slice(start, end), moved),
    });
    shift = shiftBehind;
  }
  return composed;
}
