import { isWellFormedSid } from '../contact';
import type { ProblemCode, Severity } from '../problem';
import { shorten } from '../shorten';

/** What is wrong with a sid that is there, or undefined. */
export function checkSid(sid: string): { code: ProblemCode; severity: Severity; message: string } | undefined {
  if (isWellFormedSid(sid)) return undefined;
  if (sid.trim() === '') return { code: 'missing-sid', severity: 'error', message: missingSid };
  const error = (message: string) => ({ code: 'malformed-sid', severity: 'error', message }) as const;
  if (/\s/.test(sid)) return error('The sid contains white space. Remove it: a sid is 32 hexadecimal digits.');
  if (/^\d+([.,]\d+)?E[+-]?\d+$/i.test(sid)) {
    return error(
      'A spreadsheet turned this sid into a number, and its digits are lost. Export the sid from Exotel again as text.',
    );
  }
  // In an address, such a character could lead to another contact, or to all of them.
  if (/[^\w-]/.test(sid)) {
    return error('The sid contains a character that no sid has. Correct it: a sid is 32 hexadecimal digits.');
  }
  return {
    code: 'malformed-sid',
    severity: 'warning',
    message: `“${shorten(sid)}” is not 32 hexadecimal digits, so Exotel will probably not find this contact. It is sent anyway.`,
  };
}

export const missingSid = 'This contact has no sid, so Exotel cannot identify it. Add the sid of the contact.';
