import type { Steps } from '../steps';
import type { TextSource } from '../text/textSource';

const perStep = 262_144;

/** Whether two texts differ only in the ends of their lines: an editor gives all lines the same end. */
export function* isSameText(one: TextSource, other: TextSource): Steps<boolean> {
  const parts = [withOneLineEnd(one), withOneLineEnd(other)] as const;
  let [left, right] = ['', ''];
  for (;;) {
    left ||= parts[0].next().value ?? '';
    right ||= parts[1].next().value ?? '';
    const length = Math.min(left.length, right.length);
    if (length === 0) return left === right;
    if (left.slice(0, length) !== right.slice(0, length)) return false;
    left = left.slice(length);
    right = right.slice(length);
    yield;
  }
}

/** A text with LF as its only line end, part by part, none of them empty. */
export function* withOneLineEnd(text: TextSource): Generator<string, undefined> {
  for (let start = 0, end: number; start < text.length; start = end) {
    end = Math.min(start + perStep, text.length);
    // CR and LF stay together.
    if (text.charCodeAt(end - 1) === 0x0d && text.charCodeAt(end) === 0x0a) end++;
    yield text.slice(start, end).replace(/\r\n?/g, '\n');
  }
}
