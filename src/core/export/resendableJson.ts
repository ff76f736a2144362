import { contactWithVerdict } from './contactWithVerdict';
import type { RowsToResend, TextParts } from './resendable';

/** A list of contacts with some of them, and all that is around the list. */
export function* resendableJson({ file, rows, outcome }: RowsToResend): TextParts {
  const { text, rows: table } = file;
  yield text.slice(0, table.start(0));
  for (const [index, row] of rows.entries()) {
    if (index > 0) yield text.slice(table.end(row - 1), table.start(row));
    yield contactWithVerdict(text.slice(table.start(row), table.end(row)), outcome(row));
  }
  yield text.slice(table.end(table.length - 1), text.length);
}
