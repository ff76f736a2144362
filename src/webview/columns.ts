import type { Head } from '../protocol';
import type { RowView } from './resultRows';
import { rowStateLabels } from './rowState';

export const columnIds = ['line', 'sid', 'verdict', 'code', 'message', 'attempts'] as const;
export type ColumnId = (typeof columnIds)[number];

const columnTitles: { readonly [column in ColumnId]: string } = {
  line: 'Line',
  sid: 'Contact SID',
  verdict: 'Verdict',
  code: 'Code',
  message: 'Message',
  attempts: 'Attempts',
};

/** The same column holds a run's verdicts and a check's severities. */
export function columnTitle(column: ColumnId, kind: Head['kind']): string {
  return column === 'verdict' && kind === 'check' ? 'Severity' : columnTitles[column];
}

/** The text of each cell of a row, in the order of the columns. */
export function cellTexts([line, sid, state, code, message, attempts]: RowView): string[] {
  return [String(line), sid, rowStateLabels[state ?? 'pending'], code, message, String(attempts)];
}

/** A row for the clipboard: line, sid, verdict, code and message, ready to be pasted into a spreadsheet. */
export function rowAsTsv(row: RowView): string {
  return cellTexts(row)
    .slice(0, 5)
    .map((text) => text.replace(/[\t\r\n]+/g, ' '))
    .join('\t');
}
