import { isDamaged, repairText } from './checkDamage';
import type { Finding } from './finding';

/**
 * Something, an @, a name with a dot. Exotel publishes no rule, so this refuses only what cannot be an address; letters of any script
 * pass. Every character has one way to match, so it takes linear time.
 */
const address = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"./]+(?:\.[^\s@<>()[\]\\,;:"./]+)+$/;

/** Something longer than this is not an address with a few characters too many. */
const mostWritten = 1000;

export function isSoundEmail(email: string): boolean {
  return email.length <= 254 && address.test(email);
}

/** An address without what mail programs put around it; undefined when that does not make one. What is inside of it stays. */
export function plainEmail(email: string): string | undefined {
  if (email.length > mostWritten) return undefined;
  const repaired = repairText(email, false).trim();
  const inner = /^[^<>@]*<([^<>]*)>$/.exec(repaired)?.[1]?.trim() ?? repaired;
  const bare = inner.replace(/^mailto:\s*/i, '');
  // Behind the address, a link can name a subject, and it writes some characters in its own way.
  if (bare !== inner && /[?%]/.test(bare)) return undefined;
  let end = bare.length;
  while (end > 0 && /[.,;\s]/.test(bare[end - 1]!)) end--;
  const plain = bare.slice(0, end);
  return isSoundEmail(plain) ? plain : undefined;
}

/** An address without the white space around its @ and its dots; undefined when that does not make one. */
export function closedUpEmail(email: string): string | undefined {
  if (email.length > mostWritten) return undefined;
  const plain = repairText(email, false)
    .split(/([@.])/)
    .map((part) => part.trim())
    .join('');
  return isSoundEmail(plain) ? plain : undefined;
}

/** What is wrong with an address that is there, or undefined. */
export function checkEmail(email: string): Finding | undefined {
  if (isSoundEmail(email) || email === '') return undefined;
  // One problem is enough, and removing the damage fixes the address, too.
  if (isDamaged(email) && isSoundEmail(repairText(email, false))) return undefined;
  return { code: 'bad-email', message: `${whatIsWrong(email)} It is sent anyway.` };
}

function whatIsWrong(email: string): string {
  const at = email.split('@').length - 1;
  if (at === 0) return 'This email address has no @.';
  if (at > 1)
    return /[,;\s]/.test(email)
      ? 'This is more than one email address. Keep one.'
      : 'This email address has more than one @.';
  if (/\s/.test(email.trim())) return 'An email address cannot contain spaces.';
  const domain = email.slice(email.indexOf('@') + 1);
  if (!domain.includes('.')) return 'The part after the @ has no dot. Write it like example.com.';
  return 'This is not an email address such as name@domain.com.';
}
