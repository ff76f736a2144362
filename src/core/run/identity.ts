import { createHmac } from 'node:crypto';
import { numberKey } from './numberKey';

const hexDigits = 32;

/**
 * Identifies a new contact, which has no sid, by its number: HMAC-SHA-256 over `numberKey`, of which 128 bits are kept. The key never
 * leaves this machine, so that the record of a run gives no number away.
 * @param key 32 random bytes
 * @returns 32 hexadecimal digits; empty for a text without digits
 */
export function identityOf(number: string, key: Uint8Array): string {
  const digits = numberKey(number);
  return digits === '' ? '' : createHmac('sha256', key).update(digits).digest('hex').slice(0, hexDigits);
}
