import type { FileFormat } from '../../src/core/file/contactFile';
import { benchContact, csvHeader, csvRow } from './benchContact';

/** A file of good contacts, by the name of its row in the tables. */
export interface BenchFile {
  readonly name: string;
  readonly ending: string;
  readonly format: FileFormat;
  readonly bytes: Buffer;
}

export type BenchFormat = 'JSON' | 'JSON lines' | 'CSV';

const jsonOf = (index: number) => JSON.stringify(benchContact(index));
const csvOf = (index: number) => csvRow(benchContact(index));

const makers: Readonly<Record<BenchFormat, () => Omit<BenchFile, 'bytes' | 'name'> & Text>> = {
  JSON: () => ({ ending: 'json', format: 'json', head: '{"contacts":[', row: jsonOf, between: ',', end: ']}' }),
  'JSON lines': () => ({ ending: 'jsonl', format: 'jsonLines', head: '', row: jsonOf, between: '\n', end: '\n' }),
  CSV: () => ({
    ending: 'csv',
    format: 'csv',
    head: `${csvHeader}\n`,
    row: csvOf,
    between: '\n',
    end: '\n',
  }),
};

interface Text {
  readonly head: string;
  readonly row: (index: number) => string;
  readonly between: string;
  readonly end: string;
}

const rowsPerPiece = 10_000;

/** A file of `count` contacts, put together from pieces: one string of a million rows is more than V8 likes. */
export function benchFile(name: BenchFormat, count: number): BenchFile {
  const { ending, format, head, row, between, end } = makers[name]();
  const pieces = [Buffer.from(head)];
  for (let first = 0; first < count; first += rowsPerPiece) {
    const length = Math.min(rowsPerPiece, count - first);
    const rows = Array.from({ length }, (_, index) => row(first + index)).join(between);
    pieces.push(Buffer.from(first + length < count ? rows + between : rows));
  }
  pieces.push(Buffer.from(end));
  return { name, ending, format, bytes: Buffer.concat(pieces) };
}
