import { contactFields } from '../contact';
import type { RowFacts } from './rowTable';

/** The bit of each field in `RowFacts.fields`. */
export const sidBit = 1 << contactFields.indexOf('sid');
export const numberBit = 1 << contactFields.indexOf('number');
export const emailBit = 1 << contactFields.indexOf('email');
export const customBit = 1 << contactFields.indexOf('custom_field');

/** A row as the scan left it: enough to say of most rows that nothing is wrong with them, without making its values. */
export interface ScannedRow extends RowFacts {
  /** The text around the row, as numbers. */
  readonly codes: Uint16Array;
  /** Offset in the file's text of `codes[0]`. */
  readonly base: number;
  /** By field, in the order of `contactFields`: where its text is in `codes`, without quotes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** False where only the values can say what is wrong: an escape, a character in question, a wrong type, a name twice. */
  readonly isPlain: boolean;
  /** The row's keys that Exotel does not document. */
  readonly unknownKeys: readonly string[];
}

/** FNV-1a, 32 bits. */
export const hashStart = 0x811c9dc5;
export const hashPrime = 0x01000193;

export function hashOf(text: string): number {
  let hash = hashStart;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), hashPrime);
  return hash;
}

/** Spreads every bit over all of them, so that sums do not cancel out; source: the last step of MurmurHash3. */
export function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Characters beyond ASCII that may be damage, see `checkDamage`; more than those are taken for it, never fewer. */
export function isInQuestion(code: number): boolean {
  if (code <= 0xad) return code >= 0x7f && (code <= 0xa0 || code === 0xad);
  return (code >= 0x2007 && code <= 0x2069) || code === 0xfeff || code === 0xfffd;
}
