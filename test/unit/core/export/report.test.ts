import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import Papa from 'papaparse';
import { contactValues } from '../../../../src/core/export/contactValues';
import { groupRows } from '../../../../src/core/export/groupRows';
import { reportFormats, writeReport, type ReportFormat } from '../../../../src/core/export/report';
import { outcomeMessage } from '../../../../src/core/outcome';
import { finish } from '../../../../src/core/steps';
import { sidOf } from '../../../sidOf';
import { readAll } from './readAll';
import { hostile, outcomes, someReport } from './someReport';

const write = (format: ReportFormat, values?: readonly string[]) =>
  [...writeReport(someReport(values), format)].join('');

const messages = outcomes.map((outcome) => outcomeMessage(outcome));

describe('the report', () => {
  it('groups rows by reason, the most frequent first, whatever their messages quote', () => {
    assert.deepEqual(finish(groupRows(someReport().rows())), [
      { verdict: 'rejected', code: '1000', message: 'Contact not found', rows: 2 },
      { verdict: 'invalid', code: 'bad-number', message: '“…” has letters', rows: 2 },
      { verdict: 'rejected', code: '', message: hostile, rows: 1 },
      { verdict: 'notSent', code: '', message: '-1 is not sent', rows: 1 },
      { verdict: 'unknown', code: '', message: 'No reply was received in time.', rows: 1 },
    ]);
  });

  it('as CSV has every row and keeps every character, and no cell begins like a formula', () => {
    const written = write('csv', ['+919876543210', '@x', '\rx', '=1']);
    assert.ok(written.startsWith('\ufeff'), 'a byte order mark, for Excel');
    const { data, errors } = Papa.parse<string[]>(written.slice(1), { skipEmptyLines: true });
    assert.deepEqual(errors, []);
    const [header, ...rows] = data;
    assert.deepEqual(header, [
      ...['line', 'sid', 'verdict', 'code', 'message', 'file', 'region', 'account', 'run', 'started', 'earlier_run'],
      'contact.first_name',
    ]);
    const time = '2026-03-31T09:30:00.000Z';
    const run = ['march/contacts.csv', 'Mumbai', 'exotel8u3', '20260331-1', time, ''];
    assert.deepEqual(rows[1], ['3', sidOf(1), 'rejected', '1000', 'Contact not found', ...run, "'@x"]);
    assert.deepEqual(
      rows.map((row) => row[4]),
      messages.map((message) => (/^[=-]/.test(message) ? `'${message}` : message)),
    );
    assert.deepEqual(
      rows.slice(0, 4).map((row) => row.at(-1)),
      ["'+919876543210", "'@x", "'\rx", "'=1"],
    );
    for (const cell of data.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
  });

  it('as JSON has the run, the counts, the groups and every row, and keeps every character', () => {
    const report = JSON.parse(write('json', ['Asha'])) as {
      run: object;
      counts: { [verdict: string]: number };
      groups: object[];
      rows: { verdict: string; message: string; contact?: object }[];
    };
    assert.deepEqual(report.run, {
      id: '20260331-1',
      region: 'Mumbai',
      host: 'api.in.exotel.com',
      account: 'exotel8u3',
      file: 'march/contacts.csv',
      state: 'stopped',
      requests: 3,
      startedAt: '2026-03-31T09:30:00.000Z',
      endedAt: '2026-03-31T09:31:00.000Z',
      notes: ['=The <b>region</b> was “wrong”.'],
    });
    assert.deepEqual(report.counts, {
      ...{ updated: 1, rejected: 3, invalid: 2, notSent: 1, unknown: 1 },
      ...{ pending: 0, total: 8 },
    });
    assert.equal(report.groups.length, 5);
    assert.deepEqual(
      report.rows.map(({ message }) => message),
      messages,
    );
    assert.deepEqual(report.rows[0], {
      ...{ line: 2, sid: sidOf(0), verdict: 'updated', code: '', message: '' },
      contact: { first_name: 'Asha' },
    });
  });

  it('as JSON is JSON without rows, too', () => {
    const none = { ...someReport(), rows: () => [], rowCount: 0, groups: [], groupCount: 3 };
    const report = JSON.parse([...writeReport(none, 'json')].join('')) as { rows: object[]; groupsLeftOut: number };
    assert.deepEqual([report.rows, report.groupsLeftOut], [[], 3]);
  });

  it('as Markdown takes nothing for markup, and makes every character visible', () => {
    const written = write('markdown');
    assert.match(written, /^# Results of march\/contacts\.csv\n/);
    assert.match(written, /\| Rejected \| 3 \|/);
    assert.match(written, /\| 2 \| Rejected \| 1000 \| Contact not found \|/);
    const line = written.split('\n').find((row) => row.startsWith('| 5 |'))!;
    assert.equal(
      line,
      `| 5 | ${sidOf(3)} | Rejected |  | =cmd\\|' /C calc'\\!A0 \\<script\\>alert(1)\\</script\\> \\<img src=x onerror=alert(1)\\> \\| \\\`a\\\` \\*b\\* \\[x\\](javascript\\:alert(1)) \\& "q" \\u0000\\u0007\\u202e\\ttab\\nline |`,
    );
    assert.doesNotMatch(written, /[\0-\x09\x0b-\x1f\u202e]/);
    const columns = (row: string) => row.replace(/\\./g, '').split('|').length;
    assert.equal(columns(line), columns('| 1 | 2 | 3 | 4 | 5 |'));
  });

  it('as HTML stands alone: no script, nothing from elsewhere, all words of others as text', () => {
    const written = write('html', ['<b>Asha</b>', 'आशा']);
    assert.match(written, /default-src 'none'; style-src 'unsafe-inline'/);
    assert.doesNotMatch(written, /<script|<img|<link|<iframe|<b>|\bsrc="|href=|@import|url\(|https?:\/\/(?!$)/i);
    assert.ok(written.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert.ok(written.includes('\\u0000\\u0007\\u202e\\ttab\\nline'));
    assert.ok(written.includes('<td dir="auto">&lt;b&gt;Asha&lt;/b&gt;</td>'));
    assert.match(written, /th \{ position: sticky/);
    assert.match(written, /prefers-color-scheme: dark/);
    const tags = [...written.matchAll(/<\/?([a-z0-9]+)/g)].map(([tag]) => tag);
    for (const name of ['html', 'head', 'body', 'dl', 'table', 'tr', 'td', 'th'])
      assert.equal(tags.filter((tag) => tag === `<${name}`).length, tags.filter((tag) => tag === `</${name}`).length);
  });

  for (const format of reportFormats) {
    it(`as ${format} has no value of a contact unless it was asked for`, () => {
      assert.ok(write(format, ['Zebedee']).includes('Zebedee'));
      assert.doesNotMatch(write(format), /first_name|contact\./);
    });
  }

  it('names the run that a verdict was kept from', () => {
    const report = someReport();
    const keptFrom = { runId: '20260330-7', startedAt: Date.UTC(2026, 2, 30, 8) };
    const kept = function* () {
      for (const row of report.rows()) yield row.line === 2 ? { ...row, keptFrom } : row;
    };
    const [html, markdown, csv, json] = reportFormats.map((format) =>
      [...writeReport({ ...report, rows: kept }, format)].join(''),
    );
    const text = 'Updated in the run of 2026-03-30 08:00:00 UTC';
    assert.ok(html!.includes(`>${text}<`));
    assert.ok(markdown!.includes(`| ${text.replaceAll(':', '\\:')} |`));
    const { data } = Papa.parse<Record<string, string>>(csv!.slice(1), { header: true, skipEmptyLines: true });
    assert.deepEqual(
      data.map((row) => row.earlier_run),
      ['20260330-7', ...Array<string>(7).fill('')],
    );
    const { rows } = JSON.parse(json!) as { rows: { earlierRun?: object }[] };
    assert.deepEqual(rows[0]!.earlierRun, { id: '20260330-7', startedAt: '2026-03-30T08:00:00.000Z' });
    assert.equal(rows.filter(({ earlierRun }) => earlierRun).length, 1);
  });

  it('says what is left out where there are too many reasons', () => {
    const report = { ...someReport(), groupCount: 1_205 };
    assert.match([...writeReport(report, 'html')].join(''), /1,200 more reasons are left out/);
    assert.match([...writeReport(report, 'markdown')].join(''), /1,200 more reasons are left out/);
  });
});

describe('the values for a report', () => {
  it('are those of the fields that some row has, as the file says them', () => {
    const text = 'sid,tag,other,custom_field.city,email\na,"x ""y""",z,Pune,\nb,=1,,,\nc,1,2,3,4,5,6\n';
    const { fields, of } = finish(contactValues(readAll(text, 'csv').file));
    assert.deepEqual(fields, ['tag', 'custom_field']);
    assert.deepEqual(
      [of(0), of(1), of(2)],
      [
        ['x "y"', '{"city":"Pune"}'],
        ['=1', ''],
        ['', ''],
      ],
    );
  });

  it('are read from JSON, also under the other name of custom_field', () => {
    const text = '[{"sid":"a","custom":{"n":1},"tag":"\\u0000"},7]';
    const { fields, of } = finish(contactValues(readAll(text, 'json').file));
    assert.deepEqual(fields, ['tag', 'custom_field']);
    assert.deepEqual(
      [of(0), of(1)],
      [
        ['\0', '{"n":1}'],
        ['', ''],
      ],
    );
  });
});
