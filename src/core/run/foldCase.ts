/**
 * Takes the case out of a text, character by character, so that all spellings of a word become one: `ß` is `ss` as in upper
 * case, the final sigma is as any other, and a Turkish `İ` or `ı` is an `i`.
 */
export function foldCase(text: string): string {
  return ascii.test(text) ? text.toLowerCase() : Array.from(text, foldCharacter).join('');
}

/** A text without case, and where its parts come from: characters can get longer by it, or vanish. */
export interface FoldedText {
  readonly original: string;
  readonly folded: string;
  /** For each unit of `folded` where its character begins in the original; then the original's length. */
  readonly starts: readonly number[];
}

export function foldWithPlaces(original: string): FoldedText {
  let folded = '';
  const starts: number[] = [];
  let at = 0;
  for (const character of original) {
    const units = foldCharacter(character);
    for (let unit = 0; unit < units.length; unit++) starts.push(at);
    folded += units;
    at += character.length;
  }
  starts.push(original.length);
  return { original, folded, starts };
}

/** Where the character ends in the original that the unit before `end` belongs to, with what vanished after it. */
export function endOfCharacter({ starts }: FoldedText, end: number): number {
  const start = starts[end - 1]!;
  while (starts[end] === start) end++;
  return starts[end]!;
}

const ascii = /^[\0-\x7f]*$/;

/** The dot above is what `İ` leaves behind in lower case, but not with all software: so it counts for nothing. */
function foldCharacter(character: string): string {
  return character.toLowerCase().toUpperCase().toLowerCase().replaceAll('\u0307', '');
}
