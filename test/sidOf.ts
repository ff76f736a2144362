/** A sid of 32 hexadecimal digits for every number. */
export function sidOf(n: number): string {
  return n.toString(16).padStart(32, '0');
}
