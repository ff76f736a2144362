import { contactFields, targetOfColumn, type ContactField } from '../contact';
import { findStart } from '../csv/csvDelimiter';
import { CsvScanner } from '../csv/csvScanner';
import type { TextRange } from '../problem';

/** Names that fit at a place, and the range that one of them would replace. */
export interface Completion extends TextRange {
  readonly names: readonly ContactField[];
}

/**
 * The columns that are still missing, when the place is in the header of a contacts file or of a new one.
 * @param head the text or its beginning
 */
export function completeHeader(head: string, offset: number): Completion | undefined {
  const start = findStart(head);
  const scanner = new CsvScanner(head, start.delimiter);
  const next = scanner.scanRow(start.offset);
  if (offset < start.offset || offset > scanner.rowEnd) return undefined;
  const cells = Array.from({ length: scanner.count }, (_, index) => ({
    name: scanner.cell(index),
    start: scanner.starts[index]!,
    end: scanner.ends[index]!,
  }));
  const current = cells.find((cell) => cell.start <= offset && offset <= cell.end) ?? { start: offset, end: offset };
  const others = cells.filter((cell) => cell !== current && cell.name !== '').map(({ name }) => targetOfColumn(name));
  const present = new Set(others.map((target) => (target.kind === 'field' ? target.field : undefined)));
  const isNew = others.every(({ kind }) => kind !== 'unknown') && head.slice(next).trim() === '';
  if (!present.has('sid') && !isNew) return undefined;

  const quoted = head.startsWith('"', current.start);
  const closed = quoted && current.end - current.start > 1 && head.startsWith('"', current.end - 1);
  return {
    start: current.start + (quoted ? 1 : 0),
    end: current.end - (closed ? 1 : 0),
    names: contactFields.filter((field) => !present.has(field)),
  };
}
