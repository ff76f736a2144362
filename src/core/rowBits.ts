/** One bit for each row, all unset: the first row is in the lowest bit of the first byte. */
export function rowBits(rows: number): Uint8Array {
  return new Uint8Array(Math.ceil(rows / 8));
}

export function setRow(bits: Uint8Array, row: number): void {
  bits[row >> 3]! |= 1 << (row & 7);
}

export function hasRow(bits: Uint8Array, row: number): boolean {
  return (bits[row >> 3]! & (1 << (row & 7))) !== 0;
}
