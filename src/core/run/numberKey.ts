/**
 * Two spellings of one phone number have the same key: its digits, without zeros before them and without a trunk zero in brackets. Whether
 * Exotel returns a number as it was sent is not documented.
 */
export function numberKey(number: string): string {
  return number.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^0+/, '');
}

/** Whether a number begins with its country's code, for certain: +91 98450 12345, 0091 98450 12345. */
export function isInternational(number: string): boolean {
  return /^\D*(?:\+|00)/.test(number);
}

/** Digits at the end that make two spellings the same number, whatever country or dialing prefix stands before them; E.164 has 15. */
export const isLocalLength = (digits: number) => digits >= 8 && digits <= 15;

/**
 * Whether two spellings may be of one number: 098450 12345 and +91 98450 12345, but not two with different country codes. Exotel completes
 * a local number with a country that it guesses.
 */
export function maySpellSame(one: string, other: string): boolean {
  const [a, b] = [numberKey(one), numberKey(other)];
  if (a === b) return true;
  const [short, long, shorter] = a.length < b.length ? [a, b, one] : [b, a, other];
  return isLocalLength(short.length) && long.endsWith(short) && !isInternational(shorter);
}
