/** The characters besides " that people and other languages put around a text, each with those that close it. */
const closers: { readonly [opener: string]: string } = {
  "'": "'",
  '‘': "’‘'",
  '’': "’‘'",
  '“': '”“"',
  '”': '”“"',
};

const backslash = 0x5c;
const feed = 0x0a;
const carriage = 0x0d;

export function isOddQuote(character: string): boolean {
  return Object.hasOwn(closers, character);
}

/** Where the text ends whose odd quote is at `start`, after its closing quote, or with its line where there is none. */
export function endOfOddQuotes(text: string, start: number): { readonly end: number; readonly closed: boolean } {
  const closing = closers[text.charAt(start)]!;
  for (let offset = start + 1; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === feed || code === carriage) return { end: offset, closed: false };
    if (code === backslash) {
      const next = text.charCodeAt(offset + 1);
      if (next !== feed && next !== carriage) offset++;
    } else if (closing.includes(text.charAt(offset))) return { end: offset + 1, closed: true };
  }
  return { end: text.length, closed: false };
}

/** An escape of JSON, of JavaScript or Python, any other backslash, a quote, or a control character. */
const special = /\\u[0-9a-fA-F]{4}|\\["\\/bfnrt]|\\x([0-9a-fA-F]{2})|\\v|\\0(?!\d)|\\(['‘’“”])|\\|["\0-\x1f]/g;

/**
 * The same text in double quotes, as JSON: with what its escapes meant. An unknown escape stays as it is, and then the
 * result is not JSON.
 * @param written with the odd quotes around it
 */
export function inDoubleQuotes(written: string): string {
  const inner = written.slice(1, -1).replace(special, (found: string, hex?: string, quote?: string) => {
    if (hex !== undefined) return `\\u00${hex}`;
    if (quote !== undefined) return quote;
    if (found === '\\v') return '\\u000b';
    if (found === '\\0') return '\\u0000';
    return found.startsWith('\\') ? found : JSON.stringify(found).slice(1, -1);
  });
  return `"${inner}"`;
}
