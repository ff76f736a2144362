/**
 * Says whether a row is still what it was when it was sent: 24 bits of the hash of what is sent (`RowTable.hash`). So short on purpose: a
 * longer one could be tried out against all phone numbers, and this one fits hundreds of them.
 */
export function fingerprint(hash: number): string {
  return fingerprintText(hash >>> 8);
}

/** @param bits those 24 */
export function fingerprintText(bits: number): string {
  return (0x1000000 + bits).toString(16).slice(1);
}
