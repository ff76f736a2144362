/** A JSON value for people: a text without its quotes, anything else as it is written. */
export function jsonText(written: string): string {
  if (!written.startsWith('"')) return written.replace(/\s+/g, ' ');
  // Without an escape it says what it is.
  if (!written.includes('\\') && written.length > 1 && written.endsWith('"')) return written.slice(1, -1);
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}
