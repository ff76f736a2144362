import { significant } from '../check/imprecise';

/** Whether two faultless JSON texts say the same: neither white space, nor the order of members, nor the way a number is written counts. */
export function isSameJson(a: string, b: string): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** A quote, an escape or a number. A pattern for a whole string would keep each of its characters on the stack. */
const parts = /"|\\.|-?\d[\d.eE+-]*/gs;

/** Numbers as texts that no value of a file can be, as a double would lose digits of some. */
function canonical(text: string): string {
  let isInString = false;
  const value: unknown = JSON.parse(
    text.replace(parts, (part) => {
      if (part === '"') isInString = !isInString;
      return isInString || part === '"' ? part : ofNumber(part);
    }),
  );
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

function ofNumber(literal: string): string {
  const sign = literal.startsWith('-') && significant(literal) !== '0' ? '-' : '';
  return `["\\u0000number",${JSON.stringify(sign + significant(literal))}]`;
}
