import { contactWithVerdict } from './contactWithVerdict';
import type { RowsToResend, TextParts } from './resendable';

/** Some of a file's lines, each with its own line end. */
export function* resendableLines({ file, rows, outcome }: RowsToResend): TextParts {
  const { text, rows: table } = file;
  for (const row of rows) {
    const start = table.start(row);
    const end = table.end(row);
    const before = text.slice(row === 0 ? 0 : table.end(row - 1), start);
    const behind = text.slice(end, row + 1 < table.length ? table.start(row + 1) : text.length);
    const indent = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
    const lineEnd = /^[^\r\n]*(?:\r\n|\r|\n)?/.exec(behind)![0];
    yield indent + contactWithVerdict(text.slice(start, end), outcome(row)) + lineEnd;
  }
}
