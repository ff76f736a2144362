/** A number for people, the same in messages and on the page: "12,000". All texts are in English, and so are the numbers. */
export function numberText(n: number): string {
  return n.toLocaleString('en');
}

/** A number and its noun: "1 contact", "12,000 contacts". */
export function count(n: number, noun: string): string {
  return `${numberText(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** "4, 7, 9 and 12 more". */
export function someOf(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).join(', ');
  return texts.length > most ? `${shown} and ${numberText(texts.length - most)} more` : shown;
}
