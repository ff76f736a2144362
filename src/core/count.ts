/** A number and its noun, for people: "1 contact", "12,000 contacts". */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
