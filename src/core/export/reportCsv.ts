import { csvCell, withoutFormula } from './csvCell';
import type { Report } from './report';
import type { TextParts } from './resendable';

/**
 * One row for each row of the run, and the run in every one of them, so that reports of several runs can be put together. No cell is taken
 * for a formula. `earlier_run`: the run that came to the verdict, where this one kept it. Begins with a byte order mark: without one, Excel does not read it as UTF-8.
 */
export function* reportCsv({ head, rows, fields }: Report): TextParts {
  const { file, region, account, runId, startedAt } = head;
  const run = [file, region, account, runId, new Date(startedAt).toISOString()];
  const names = [
    'line',
    'sid',
    'verdict',
    'code',
    'message',
    'file',
    'region',
    'account',
    'run',
    'started',
    'earlier_run',
  ];
  yield '\ufeff' + line([...names, ...fields.map((field) => `contact.${field}`)]);
  for (const { line: number, sid, verdict, code, message, keptFrom, values } of rows()) {
    yield line([String(number), sid, verdict, code, message, ...run, keptFrom?.runId ?? '', ...values]);
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => csvCell(withoutFormula(cell))).join(',')}\r\n`;
}
