/**
 * Detects that a row was edited after it was sent: 24 bits of the hash of what is sent (`RowTable.hash`). It never identifies a row, as
 * different rows can have the same one. So short on purpose: a longer one could be tried out against all phone numbers.
 */
export function fingerprint(hash: number): string {
  return fingerprintText(hash >>> 8);
}

/** @param bits those 24 */
export function fingerprintText(bits: number): string {
  return (0x1000000 + bits).toString(16).slice(1);
}
