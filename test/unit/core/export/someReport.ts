import { makeReport } from '../../../../src/core/export/makeReport';
import type { Report } from '../../../../src/core/export/report';
import type { Outcome } from '../../../../src/core/outcome';
import { RunRecord } from '../../../../src/core/run/runRecord';
import { RunRowTable } from '../../../../src/core/run/runRowTable';
import { finish } from '../../../../src/core/steps';
import { sidOf } from '../../../sidOf';

/** Words that no format must take for its own. */
export const hostile =
  '=cmd|\' /C calc\'!A0 <script>alert(1)</script> <img src=x onerror=alert(1)> | `a` *b* [x](javascript:alert(1)) & "q" \0\u0007\u202e\ttab\nline';

export const outcomes: readonly Outcome[] = [
  { verdict: 'updated' },
  { verdict: 'rejected', status: 404, error: { code: 1000, description: 'Contact not found' } },
  { verdict: 'rejected', status: 404, error: { code: 1000, description: 'Contact not found' } },
  { verdict: 'rejected', error: { message: hostile } },
  { verdict: 'invalid', code: 'bad-number', message: '“98450” has letters' },
  { verdict: 'invalid', code: 'bad-number', message: '“98451” has letters' },
  { verdict: 'notSent', reason: '-1 is not sent' },
  { verdict: 'unknown', reason: 'No reply was received in time.' },
];

export function someRun(): RunRecord {
  const record = new RunRecord(
    {
      runId: '20260331-1',
      operation: { kind: 'update' },
      target: { region: 'mumbai', origin: 'https://api.in.exotel.com', accountSid: 'exotel8u3' },
      file: { uri: 'file:///home/asha/march/contacts.csv', name: 'contacts.csv', sha256: '' },
      startedAt: Date.UTC(2026, 2, 31, 9, 30),
      rows: RunRowTable.of(outcomes.map((_, row) => ({ line: row + 2, sid: sidOf(row), fingerprint: '' }))),
    },
    2,
    outcomes.entries(),
  );
  record.note('=The <b>region</b> was “wrong”.');
  for (const row of [0, 1, 1]) record.attempted([row], record.description.startedAt);
  record.become('stopped', Date.UTC(2026, 2, 31, 9, 31));
  return record;
}

/** @param values of the field `first_name`, by row */
export function someReport(values?: readonly string[]): Report {
  const names = { region: 'Mumbai', host: 'api.in.exotel.com', file: 'march/contacts.csv' };
  const given = values && { fields: ['first_name'] as const, of: (row: number) => [values[row] ?? ''] };
  return finish(makeReport(someRun(), names, { rows: [...outcomes.keys()], values: given }));
}
