import type { TextSource } from '../text/textSource';

const quote = 0x22;

/** A JSON value for people: a text without its quotes, anything else as it is written. */
export function jsonText(written: string): string {
  return jsonTextAt(written, 0, written.length);
}

/** As `jsonText`, of the value between two offsets. */
export function jsonTextAt(text: TextSource, start: number, end: number): string {
  if (text.charCodeAt(start) !== quote) return text.slice(start, end).replace(/\s+/g, ' ');
  const inside = text.slice(start + 1, end - 1);
  // Without an escape it says what it is.
  if (!inside.includes('\\') && end - start > 1 && text.charCodeAt(end - 1) === quote) return inside;
  const written = text.slice(start, end);
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}
