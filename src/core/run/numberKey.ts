/**
 * Two spellings of one phone number within a file: digits alone, without zeros before them. Whether Exotel returns a number as it was
 * sent is not documented.
 */
export function numberKey(number: string): string {
  return number.replace(/\D/g, '').replace(/^0+/, '');
}

/** Digits at the end that make two spellings the same number, whatever country or dialing prefix stands before them. */
const fewestDigits = 8;

/** Whether a number may be another one as Exotel completes it: 098450 12345 and +91 98450 12345. */
export function maySpellSame(sent: string, returned: string): boolean {
  const [a, b] = [numberKey(sent), numberKey(returned)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return a === b || (short.length >= fewestDigits && long.endsWith(short));
}
