import { isDamaged, repairText } from './checkDamage';
import { trunkZero } from './countries';
import type { Finding } from './finding';

/** E.164: a plus, a country code, 15 digits at most; the lower limit is that of the shortest numbers in use. */
const e164 = /^\+[1-9]\d{6,14}$/;
/** A landline as Exotel's reference writes it: 0, STD code, number. */
const withStd = /^0[1-9]\d{7,10}$/;
/** What people put between digits to read them better. */
const separators = /[\s()[\].‐‑‒–—−-]+/g;
const exponent = /^\+?(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;

/** The 0 that is dialed inside a country, written in brackets after the country code. */
const trunkInBrackets = /^((?:\+|00)[\d\s.‐‑‒–—−-]*)\(\s*0\s*\)/;

/** Whether Exotel's reference documents this way of writing a number. */
export function isSoundNumber(number: string): boolean {
  return (e164.test(number) && !trunkZero.test(number)) || withStd.test(number);
}

/** Whether the number has a 0 in brackets after the country code, which is left out everywhere but in Italy and its like. */
export function hasTrunkInBrackets(number: string): boolean {
  return trunkInBrackets.test(repairText(number, true));
}

/**
 * A number without what only helps the eye: separators, a spreadsheet's damage, `.0` after it, 00 for the plus, an exponent that
 * still holds every digit. Undefined when something else is in it, so that it is not clear what was meant.
 */
export function plainNumber(number: string): string | undefined {
  const repaired = repairText(number, true);
  const written = exponent.exec(repaired);
  if (written) return losesDigits(repaired) ? undefined : `${written[1]}${written[2] ?? ''}`;
  const plain = repaired
    .replace(/^(\+?\d{7,})[.,]0$/, '$1')
    .replace(trunkInBrackets, '$1')
    .replace(separators, '')
    .replace(/^00(?=[1-9])/, '+');
  return /^\+?\d+$/.test(plain) ? plain : undefined;
}

/** Whether a spreadsheet's exponent stands for more digits than it shows: 9.19877E+11. */
export function losesDigits(number: string): boolean {
  const written = exponent.exec(number);
  return written !== null && (written[2]?.length ?? 0) < Number(written[3]);
}

/** What is wrong with a number that is there, or undefined. An empty one clears the field and is left to the server. */
export function checkNumber(number: string): Finding | undefined {
  if (isSoundNumber(number) || number === '') return undefined;
  if (losesDigits(repairText(number, true))) {
    return { code: 'bad-number', severity: 'error', message: lostDigits('number') };
  }
  // One problem is enough, and removing the damage fixes the number, too.
  if (isDamaged(number) && isSoundNumber(repairText(number, true))) return undefined;
  return {
    code: 'bad-number',
    message: `${whatIsWrong(number)} It is sent anyway, and Exotel may misread or reject it.`,
  };
}

export function lostDigits(field: string): string {
  return `A spreadsheet turned this ${field} into a number with an exponent, and its last digits are lost. Export it again as text.`;
}

function whatIsWrong(number: string): string {
  if (number.trim() === '') return 'This number contains only spaces.';
  const plain = plainNumber(number);
  if (plain === undefined) {
    const parts = number.slice(0, 200).split(/[,;/|]/);
    return parts.filter((part) => /\d{6}/.test(part)).length > 1
      ? 'This is more than one number. Keep one.'
      : 'A number can contain only digits and a + before the country code. This one contains other characters.';
  }
  if (isSoundNumber(plain)) {
    return 'A number cannot contain spaces, dashes or brackets. Write it as + and digits.';
  }
  const digits = plain.replace('+', '').length;
  if (digits < 7) return `A number has at least 7 digits, but this one has ${digits}.`;
  if (digits > 15) return `A number has at most 15 digits, but this one has ${digits}.`;
  if (trunkZero.test(plain))
    return 'The 0 after the country code is dialed only inside the country. Remove it, as in +919876543210.';
  if (plain.startsWith('+0')) return 'A country code does not start with 0. Write + and the country code.';
  if (digits <= 10) return 'This looks like a local number. Add + and the country code, such as +91.';
  return 'The + before the country code is missing. Add it, as in +91.';
}
