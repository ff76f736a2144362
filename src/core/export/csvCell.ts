/** A text as a cell of a CSV file (RFC 4180), with quotes only where it needs them. @param delimiter of the file */
export function csvCell(text: string, delimiter = ',', isQuoted = false): string {
  const needsQuotes = isQuoted || text.includes(delimiter) || /["\r\n]|^[ \t]|[ \t]$/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A text that no spreadsheet takes for a formula: an apostrophe comes before the characters that begin one. Not for values that are read
 * again: every number in E.164 begins with one of them.
 */
export function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
