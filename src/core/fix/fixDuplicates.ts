import { numberText } from '../count';
import { sidKey } from '../contact';
import type { Problem } from '../problem';
import type { Steps } from '../steps';
import type { Fix } from './fix';
import type { FixContext } from './fixContext';
import { removeRows } from './removeRows';
import type { TextEdit } from './textEdit';

const sidsPerStep = 1000;

/** Keeps one of the rows that share a sid: the first or the last. */
export function fixDuplicates(context: FixContext, { row }: Problem): Fix[] {
  const { file, sidOf } = context.checked;
  const sid = row === undefined ? undefined : sidOf(row);
  const rows = (sid && context.repeatedSids.get(sidKey(sid))) || [];
  if (rows.length < 2) return [];
  const others = rows.length === 2 ? 'the other' : `the other ${numberText(rows.length - 1)}`;
  return (['first', 'last'] as const).map((which) => ({
    title: `Keep the ${which} row with this sid, remove ${others}`,
    isPreferred: false,
    *edits() {
      return removeRows(file, allBut(which, rows));
    },
    ...(context.repeatedSids.size > 1 && {
      everywhere: {
        key: which,
        title: () => `Keep the ${which} row of all ${numberText(context.repeatedSids.size)} duplicates`,
        edits: () => keepOne(context, which),
      },
    }),
  }));
}

function allBut(which: 'first' | 'last', rows: readonly number[]): readonly number[] {
  return which === 'first' ? rows.slice(1) : rows.slice(0, -1);
}

function* keepOne({ checked, repeatedSids }: FixContext, which: 'first' | 'last'): Steps<readonly TextEdit[]> {
  const removed: number[] = [];
  let count = 0;
  for (const rows of repeatedSids.values()) {
    if (++count % sidsPerStep === 0) yield;
    for (const row of allBut(which, rows)) removed.push(row);
  }
  return removeRows(
    checked.file,
    removed.sort((a, b) => a - b),
  );
}
