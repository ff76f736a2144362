import { columnTitle, fieldIn, type ColumnKey, type TableKind } from '../../core/results/columnKey';
import { rowStateLabels } from '../../core/results/rowState';
import type { Steps } from '../../core/steps';
import type { CopyFormat } from '../../protocol';
import type { TableRows } from './sentColumns';

const rowsPerStep = 2_000;

/**
 * Rows of the table for the clipboard, with headings, in the order and with the columns given. `text`: cells with tabs between them, as
 * spreadsheets take them; a cell stays on one line. `csv`: RFC 4180. `json`: an array of objects.
 */
export function* copyRows(
  table: TableRows,
  rows: readonly number[],
  columns: readonly ColumnKey[],
  format: CopyFormat,
  kind: TableKind,
): Steps<string> {
  const titles = columns.map((key) => columnTitle(key, kind));
  const lines: string[] = [];
  if (format !== 'json') lines.push(line(titles, format));
  for (const [index, row] of rows.entries()) {
    if (index % rowsPerStep === rowsPerStep - 1) yield;
    const cells = cellsOf(table, row, columns);
    if (format === 'json') lines.push(JSON.stringify(Object.fromEntries(cells.map((cell, at) => [titles[at], cell]))));
    else lines.push(line(cells, format));
  }
  return format === 'json' ? `[\n${lines.map((one) => `  ${one}`).join(',\n')}\n]\n` : lines.join('\n') + '\n';
}

function line(cells: readonly string[], format: 'text' | 'csv'): string {
  if (format === 'text') return cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t');
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function cellsOf(table: TableRows, row: number, columns: readonly ColumnKey[]): string[] {
  const [state, code, message, attempts] = table.result(row);
  const fileRow = table.fileRow(row);
  return columns.map((key) => {
    const field = fieldIn(key);
    if (field !== undefined) return fileRow === undefined ? '' : (table.texts?.text(fileRow, field) ?? '');
    switch (key) {
      case 'line':
        return String(table.line(row));
      case 'sid':
        return table.sid(row);
      case 'verdict':
        return rowStateLabels[state ?? 'pending'];
      case 'code':
        return code;
      case 'message':
        return message;
      default:
        return String(attempts);
    }
  });
}
