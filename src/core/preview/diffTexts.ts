import type { Preview } from './preview';

/** Contacts that are shown at most: an editor that compares more takes long, and nobody reads it. */
export const mostInDiff = 200;

/**
 * Both sides of a comparison in an editor: each contact that changes with its sid, and below it the fields that change, one a line, in
 * JSON, so that a value with line breaks is on one line, too.
 * @param sidOf of a row, and `lineOf` from 1
 */
export function diffTexts(
  preview: Preview,
  sidOf: (row: number) => string,
  lineOf: (row: number) => number,
): { readonly before: string; readonly after: string; readonly contacts: number } {
  const before: string[] = [];
  const after: string[] = [];
  let contacts = 0;
  for (const row of preview.rowsThat('changed')) {
    if (contacts === mostInDiff) break;
    contacts++;
    const head = `${sidOf(row)}, line ${lineOf(row)}`;
    for (const [side, lines] of [
      ['before', before],
      ['after', after],
    ] as const) {
      lines.push(head);
      // A field without a value has its line on both sides, so that the sides stay next to each other.
      for (const change of preview.changesOf(row)) lines.push(`  ${change.field}: ${change[side] ?? ''}`.trimEnd());
      lines.push('');
    }
  }
  return { before: before.join('\n'), after: after.join('\n'), contacts };
}
