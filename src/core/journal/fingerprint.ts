import { createHash } from 'node:crypto';
import type { ContactUpdate } from '../contact';

/**
 * Tells whether a row still says what it said when it was sent: 24 bits of a hash of the contact. So short on purpose: a
 * longer one could be tried out against all phone numbers, and this one fits hundreds of them.
 */
export function fingerprint(contact: ContactUpdate): string {
  return createHash('sha256').update(JSON.stringify(contact)).digest('hex').slice(0, 6);
}
