import type { RowView } from '../protocol';
import { columnIds } from './columns';
import { rowStates } from './rowState';
import type { ViewState } from './viewState';

type Arrangement = Pick<ViewState, 'states' | 'text' | 'sort'>;

/** The rows to show, as indexes into `rows`, filtered and sorted. Equal rows keep the order of the file. */
export function arrangeRows(rows: readonly RowView[], { states, text, sort }: Arrangement): Int32Array {
  const shown = new Int32Array(rows.length);
  const matches = textMatcher(text);
  let count = 0;
  for (let index = 0; index < rows.length; index++) {
    if (states.length > 0 && !states.includes(rows[index]![2] ?? 'pending')) continue;
    if (!matches || matches(rows[index]!)) shown[count++] = index;
  }
  const order = shown.subarray(0, count);
  const direction = sort.descending ? -1 : 1;
  // The file's own order needs no sorting, which is what most people look at.
  if (sort.column === 'line') return sort.descending ? order.reverse() : order;
  const keys = rows.map(sortKey(sort));
  return order.sort((a, b) => {
    const left = keys[a]!;
    const right = keys[b]!;
    return left < right ? -direction : left > right ? direction : a - b;
  });
}

/** Whether any row was carried by more than one request, which makes the column worth showing. */
export function anyRepeated(rows: readonly RowView[]): boolean {
  return rows.some((row) => row[5] > 1);
}

function sortKey({ column }: ViewState['sort']): (row: RowView) => string | number {
  if (column === 'verdict') return (row) => rowStates.indexOf(row[2] ?? 'pending');
  const position = columnIds.indexOf(column) as 0 | 1 | 3 | 4 | 5;
  return (row) => row[position];
}

function textMatcher(text: string): ((row: RowView) => boolean) | undefined {
  const wanted = text.trim();
  if (!wanted) return undefined;
  const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  return ([line, sid, , code, message]) =>
    String(line) === wanted || pattern.test(sid) || pattern.test(code) || pattern.test(message);
}
