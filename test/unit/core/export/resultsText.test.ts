import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resultsText, type ResultsText } from '../../../../src/core/export/resultsText';
import { runText } from '../../../../src/core/export/runText';
import { sidOf } from '../../../sidOf';
import { hostile, someReport, someRun } from './someReport';

const text = (results: ResultsText) => [...resultsText(results)].join('');

describe('results as text', () => {
  it('have the head, the counts, the reasons, and the rows that did not go through first', () => {
    const record = someRun();
    assert.equal(
      text(runText(record, someReport())).replace(/^(?=.*script).*$/gm, (line) => line.slice(0, 28)),
      [
        'Results of march/contacts.csv',
        '',
        'File: march/contacts.csv',
        'Region: Mumbai (api.in.exotel.com)',
        'Account: exotel8u3',
        'Started: 2026-03-31 09:30:00 UTC',
        'Ended: 2026-03-31 09:31:00 UTC',
        'State: stopped',
        'Requests: 3',
        'Run: 20260331-1',
        'Note: =The <b>region</b> was “wrong”.',
        '',
        'Counts',
        '  Updated: 1',
        '  Rejected: 3',
        '  Invalid: 2',
        '  Not sent: 1',
        '  Unknown: 1',
        '  Total: 8',
        '',
        'Reasons',
        '  2 × Rejected: 1000 Contact not found',
        '  2 × Invalid: bad-number “…” has letters',
        "  1 × Rejected: =cmd|' /C calc".slice(0, 28),
        '  1 × Not sent: -1 is not sent',
        '  1 × Unknown: No reply was received in time.',
        '',
        'Rows that did not go through (7)',
        `  Line 3, ${sidOf(1)}: Rejected: 1000 Contact not found`,
        `  Line 4, ${sidOf(2)}: Rejected: 1000 Contact not found`,
        `  Line 5, ${sidOf(3)}`.slice(0, 28),
        `  Line 6, ${sidOf(4)}: Invalid: bad-number “98450” has letters`,
        `  Line 7, ${sidOf(5)}: Invalid: bad-number “98451” has letters`,
        `  Line 8, ${sidOf(6)}: Not sent: -1 is not sent`,
        `  Line 9, ${sidOf(7)}: Unknown: No reply was received in time.`,
        '',
        'Rows that went through (1)',
        `  Line 2, ${sidOf(0)}: Updated`,
        '',
      ].join('\n'),
    );
  });

  it('name the run that a verdict was kept from', () => {
    const record = someRun();
    const keptFrom = { runId: '20260330-7', startedAt: Date.UTC(2026, 2, 30, 8) };
    record.settle([0], () => ({ verdict: 'updated', keptFrom }));
    const line = `  Line 2, ${sidOf(0)}: Updated in the run of 2026-03-30 08:00:00 UTC\n`;
    assert.ok(text(runText(record, someReport())).includes(line));
  });

  it('show every character of what others wrote', () => {
    const written = text(runText(someRun(), someReport()));
    assert.ok(hostile.includes('\0'));
    assert.ok(written.includes('\\u0000\\u0007\\u202e\\ttab\\nline'));
    assert.doesNotMatch(written, /[\0-\x09\x0b-\x1f\u202e]/);
  });

  it('list 10,000 rows and say that there are more', () => {
    const lines = (name: string, rows: number) => {
      let made = 0;
      return {
        title: name,
        rows,
        made: () => made,
        *lines() {
          for (let row = 0; row < rows; row++, made++) yield `${name} ${row}`;
        },
      };
    };
    const [failed, updated] = [lines('failed', 9_000), lines('updated', 500_000)];
    const sections = [failed, updated];
    const written = text({ title: 'Results', head: [], counts: [], groups: [], sections, more: 'Export them.' });
    assert.match(written, /\n {2}failed 8999\n\nupdated \(500,000\)\n {2}updated 0\n/);
    const last = '  updated 999\n\nOnly the first 10,000 of 509,000 rows are listed here. Export them.\n';
    assert.ok(written.endsWith(last));
    assert.ok(updated.made() < 1_002, 'those that are not listed are not made');
  });
});
