import type { FileFormat } from '../../src/core/file/contactFile';

/** A file of good contacts, by the name of its row in the tables. */
export interface BenchFile {
  readonly name: string;
  readonly ending: string;
  readonly format: FileFormat;
  readonly bytes: Buffer;
}

export type BenchFormat = 'JSON' | 'JSON lines' | 'CSV';

/** Eight fields, about 280 bytes as compact JSON, 210 as a row of CSV. */
function contact(index: number) {
  return {
    sid: `83ba26b7f11c4e75b4043c8b${index.toString(16).padStart(8, '0')}`,
    number: `+9198${String(index).padStart(8, '0')}`,
    first_name: `Asha ${index}`,
    last_name: 'Rao "of" many',
    company_name: 'Fictional Works, Private Limited',
    email: `asha.${index}@example.com`,
    tag: 'Member',
    custom_field: { city: 'Bengaluru', plan: 'gold', visits: index % 17 },
  };
}

const jsonOf = (index: number) => JSON.stringify(contact(index));

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const csvOf = (index: number) =>
  Object.values(contact(index))
    .map((cell) => quoted(typeof cell === 'string' ? cell : JSON.stringify(cell)))
    .join(',');

const makers: Readonly<Record<BenchFormat, () => Omit<BenchFile, 'bytes' | 'name'> & Text>> = {
  JSON: () => ({ ending: 'json', format: 'json', head: '{"contacts":[', row: jsonOf, between: ',', end: ']}' }),
  'JSON lines': () => ({ ending: 'jsonl', format: 'jsonLines', head: '', row: jsonOf, between: '\n', end: '\n' }),
  CSV: () => ({
    ending: 'csv',
    format: 'csv',
    head: `${Object.keys(contact(0)).join(',')}\n`,
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
