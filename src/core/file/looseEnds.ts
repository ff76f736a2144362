import type { TextChange } from '../edits/rowTracker';
import { endWithoutSpace } from '../text/textSource';

/** The place behind each line break. */
const lineStart = /(?<=\n|\r(?!\n))/;

/**
 * What an editor may change of a text when it saves it: line breaks, and white space at the ends of lines and of the text.
 * @returns the changes that lead from one text to the other, from its end to its beginning; undefined when they differ in more
 */
export function looseEndChanges(before: string, after: string): TextChange[] | undefined {
  if (before === after) return [];
  const [old, now] = [before.split(lineStart), after.split(lineStart)];
  const changes: TextChange[] = [];
  let offset = 0;
  for (let n = 0; n < Math.max(old.length, now.length); n++) {
    const [was, is] = [old[n] ?? '', now[n] ?? ''];
    if (was !== is) {
      const same = lengthOfSame(was, is);
      if (same < Math.max(endWithoutSpace(was), endWithoutSpace(is))) return undefined;
      const change = { start: offset + same, length: was.length - same, text: is.slice(same) };
      const last = changes.at(-1);
      if (last && last.start + last.length === change.start) changes[changes.length - 1] = joined(last, change);
      else changes.push(change);
    }
    offset += was.length;
  }
  return changes.reverse();
}

function joined(one: TextChange, next: TextChange): TextChange {
  return { start: one.start, length: one.length + next.length, text: one.text + next.text };
}

function lengthOfSame(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  for (let n = 0; n < most; n++) if (one[n] !== other[n]) return n;
  return most;
}
