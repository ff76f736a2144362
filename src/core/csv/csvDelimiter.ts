import type { TextRange } from '../problem';
import { readColumns } from './csvHeader';
import { CsvScanner } from './csvScanner';
import type { TextSource } from '../text/textSource';

const candidates = [',', ';', '\t', '|'];
const sampleRows = 30;
const sampleLength = 65_536;

export interface CsvStart {
  /** Character code of the delimiter. */
  readonly delimiter: number;
  /** Where the first row begins: after a byte order mark and Excel's `sep=;` line. */
  readonly offset: number;
}

/** Finds the delimiter: by Excel's `sep=` line, else the one whose header has the most known columns and the steadiest rows. */
export function findStart(text: TextSource): CsvStart {
  const offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const declared = /^"?sep=([^\r\n])"?[ \t,;|]*(?:\r\n|\n|\r|$)/i.exec(text.slice(offset, offset + 40));
  if (declared) return { delimiter: declared[1]!.charCodeAt(0), offset: offset + declared[0].length };
  const sample = text.slice(offset, offset + sampleLength);
  const [best] = candidates
    .map((candidate) => rate(sample, candidate))
    .sort((a, b) => b.known - a.known || b.steady - a.steady || b.columns - a.columns);
  return { delimiter: best!.delimiter, offset };
}

/** Whether a patch leaves the delimiter what it is, and the first row where it is. */
export function isSameStart(before: TextSource, text: TextSource, delimiter: number, { start }: TextRange): boolean {
  if (start > sampleLength + 1) return true;
  const head = (source: TextSource) => source.slice(0, sampleLength + 1);
  const [old, now] = [findStart(head(before)), findStart(head(text))];
  return now.delimiter === delimiter && now.offset === old.offset;
}

function rate(sample: string, candidate: string) {
  const delimiter = candidate.charCodeAt(0);
  const scanner = new CsvScanner(sample, delimiter);
  let offset = 0;
  let columns = 0;
  let known = 0;
  let rows = 0;
  let steady = 0;
  while (offset < sample.length && rows < sampleRows) {
    offset = scanner.scanRow(offset);
    if (scanner.isBlank) continue;
    if (columns === 0) {
      columns = scanner.count;
      known = readColumns(scanner).filter(({ target }) => target.kind !== 'unknown').length;
    }
    rows++;
    if (scanner.count === columns && columns > 1) steady++;
  }
  return { delimiter, columns, known, steady };
}
