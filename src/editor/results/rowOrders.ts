import { fieldIn } from '../../core/results/columnKey';
import { finishInSlices, type Steps } from '../../core/steps';
import type { TextColumn } from '../../protocol';
import { inDirection, orderByText, type TextOrder } from './orderByText';
import type { TableRows } from './sentColumns';

/** Sorts rows by the texts of a column. The last order is kept, 5 bytes a row, so that the other direction costs next to nothing. */
export class RowOrders {
  private kept:
    | {
        readonly rows: TableRows;
        readonly texts: TableRows['texts'];
        readonly column: TextColumn;
        readonly order: TextOrder;
      }
    | undefined;

  async order(rows: TableRows, column: TextColumn, descending: boolean): Promise<Uint32Array> {
    const { kept } = this;
    const { texts } = rows;
    const isKept = kept?.rows === rows && kept.texts === texts && kept.column === column;
    const order = isKept ? kept.order : await finishInSlices(orderOf(rows, column));
    // Messages change while a run is on.
    if (column !== 'message') this.kept = { rows, texts, column, order };
    return inDirection(order, descending);
  }
}

function* orderOf(rows: TableRows, column: TextColumn): Steps<TextOrder> {
  const field = fieldIn(column);
  if (column === 'sid') return yield* orderByText(rows.count, (row) => rows.sid(row));
  if (field === undefined) return yield* orderByText(rows.count, (row) => rows.result(row)[2]);
  const texts = rows.texts ? yield* rows.texts.column(field) : [];
  return yield* orderByText(rows.count, (row) => texts[rows.fileRow(row) ?? -1] ?? '');
}
