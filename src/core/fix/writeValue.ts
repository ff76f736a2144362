import type { ContactFile } from '../file/contactFile';
import { cellValue } from '../csv/csvScanner';
import type { TextRange } from '../problem';
import type { TextEdit } from './textEdit';

/** Puts another text into a field, with the quotes and escapes that the file's format needs. */
export function writeValue(file: ContactFile, { start, end }: TextRange, value: string): TextEdit {
  const quoted = file.text.slice(start, start + 1) === '"';
  return { start, end, text: file.format === 'csv' ? csvCell(file, value, quoted) : JSON.stringify(value) };
}

/** The text of a field, whatever quotes and escapes it is written with; undefined when it is not text. */
export function readText(file: ContactFile, { start, end }: TextRange): string | undefined {
  const written = file.text.slice(start, end);
  if (file.format === 'csv') return cellValue(written, 0, written.length);
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

export function csvCell(file: ContactFile, value: string, quoted: boolean): string {
  const needsQuotes = quoted || value.includes(delimiterOf(file)) || /["\r\n]|^[ \t]|[ \t]$/.test(value);
  return needsQuotes ? `"${value.replaceAll('"', '""')}"` : value;
}

/** What is between the first two columns; a comma where there is one column only. */
function delimiterOf({ columns: [first, second], text }: ContactFile): string {
  if (!first || !second) return ',';
  return /[^ \t]/.exec(text.slice(first.end, second.start))?.[0] ?? '\t';
}
