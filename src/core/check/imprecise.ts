/**
 * Whether a JSON number cannot be kept by a double, which is what most readers of JSON make of it: it has too many digits, or is too
 * large or too small.
 */
export function isImprecise(literal: string): boolean {
  return significant(literal) !== significant(String(Number(literal)));
}

/** Digits and magnitude of a decimal number, in one way for all ways to write it; undefined for infinity. The sign does not matter. */
export function significant(written: string): string | undefined {
  const [, whole, fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(written) ?? [];
  if (whole === undefined) return undefined;
  const digits = whole + fraction;
  let start = 0;
  while (digits.charCodeAt(start) === 0x30) start++;
  let end = digits.length;
  while (end > start && digits.charCodeAt(end - 1) === 0x30) end--;
  return start === end ? '0' : `${digits.slice(start, end)}e${Number(exponent) + whole.length - start}`;
}
