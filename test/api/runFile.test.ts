import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { FileFormat } from '../../src/core/file/contactFile';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { runFile } from './runHarness';

/** The three contacts of the API page; the sandbox knows the first one, as the page's sample reply does. */
const sample = [
  ['83ba26b7f11c4e75b4043c8b33ceba49', 'XYZ'],
  ['93ba26b7f11c4e75b4043c8b33ceba59', 'ABC'],
  ['73ba26b7f11c4e75b4043c8b33ceba69', 'LMN'],
] as const;
const notFound = {
  verdict: 'rejected',
  status: 404,
  error: { code: 1000, message: 'Not Found', description: 'Contact not found' },
};

describe('a file, from its text to its verdicts', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
    sandbox.contacts.reset();
  });

  const contacts = sample.map(([sid, first_name]) => ({ sid, first_name }));
  const samples: [FileFormat, string, number[]][] = [
    [
      'json',
      `{\n  "contacts": [\n${contacts.map((contact) => `    ${JSON.stringify(contact)}`).join(',\n')}\n  ]\n}`,
      [3, 4, 5],
    ],
    ['json', JSON.stringify(contacts, undefined, 2), [2, 6, 10]],
    ['jsonLines', contacts.map((contact) => JSON.stringify(contact)).join('\n'), [1, 2, 3]],
    ['csv', `sid,first_name\r\n${sample.map((row) => row.join(',')).join('\r\n')}\r\n`, [2, 3, 4]],
    ['csv', `\ufeffFirst Name;SID\n${sample.map(([sid, name]) => `"${name}";"${sid}"`).join('\n\n')}`, [2, 4, 6]],
  ];
  for (const [format, text, lines] of samples) {
    it(`gives the API page’s sample 1 updated and 2 × 404/1000 in lines ${lines.join(', ')} (${format})`, async () => {
      const { record, ending, totals } = await runFile(text, format, sandbox);
      assert.deepEqual(
        Array.from(record.description.rows, ({ line, sid }, row) => [line, sid, record.outcome(row)]),
        [
          [lines[0], sample[0][0], { verdict: 'updated' }],
          [lines[1], sample[1][0], notFound],
          [lines[2], sample[2][0], notFound],
        ],
      );
      assert.equal(ending, undefined);
      assert.deepEqual([totals.updated, totals.rejected, totals.total], [1, 2, 3]);
      assert.equal(sandbox.contacts.get(sample[0][0])?.first_name, 'XYZ');
      assert.equal(sandbox.contacts.get(sample[0][0])?.last_name, 'ABC', 'the other fields stay');
      assert.equal(sandbox.requests.length, 1);
    });
  }

  it('sends nothing of the page’s own body, which lacks its commas', async () => {
    const text = `{"contacts":[${contacts.map((contact) => JSON.stringify(contact)).join(' ')}]}`;
    const { file, plan, verdicts } = await runFile(text, 'json', sandbox);
    assert.deepEqual(
      file.checked.problems.map(({ code }) => code),
      ['syntax', 'syntax'],
    );
    assert.equal(plan.sendable, 0);
    assert.equal(verdicts, 'iii');
    assert.equal(sandbox.requests.length, 0);
  });

  for (const format of ['json', 'csv'] as const) {
    it(`puts 12,000 verdicts of 12 requests on their own rows (${format})`, async function () {
      this.timeout(120_000);
      const sidOf = (row: number) => row.toString(16).padStart(32, '0');
      // Counted from 1, as people do.
      const local = new Set([2, 5000, 5001]);
      const failing = new Set(
        Array.from({ length: 12_000 }, (_, n) => n + 1).filter((n) => n % 7 === 3 && !local.has(n)),
      );
      const unknown = new Set([...failing].filter((n) => n % 2 === 0));
      const rows = Array.from({ length: 12_000 }, (_, n) => ({
        sid: local.has(n + 1) ? '' : sidOf(n + 1),
        tag: `t${n + 1}`,
      }));
      const text =
        format === 'json'
          ? `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`
          : `sid,tag\n${rows.map(({ sid, tag }) => `${sid},${tag}`).join('\n')}`;
      sandbox.contacts.load(
        rows.filter((_, n) => !local.has(n + 1) && !unknown.has(n + 1)).map(({ sid }) => ({ sid, tag: 'old' })),
      );
      sandbox.faults.always = {
        failures: new Map(
          [...failing]
            .filter((n) => !unknown.has(n))
            .map((n) => [sidOf(n), { code: 400, error: { code: 1002, message: `row ${n}`, description: '' } }]),
        ),
      };

      const { record, totals, plan } = await runFile(text, format, sandbox, { batchSize: 1000 });
      assert.equal(plan.requests.length, 12);
      assert.equal(sandbox.requests.length, 12);
      for (let n = 1; n <= 12_000; n++) {
        const outcome = record.outcome(n - 1);
        assert.equal(record.description.rows.line(n - 1), n + 1);
        if (local.has(n)) assert.ok(outcome?.verdict === 'invalid' && outcome.code === 'missing-sid', `row ${n}`);
        else if (unknown.has(n)) assert.deepEqual(outcome, notFound, `row ${n}`);
        else if (failing.has(n)) {
          assert.deepEqual(outcome, { verdict: 'rejected', status: 400, error: { code: 1002, message: `row ${n}` } });
        } else {
          assert.equal(outcome?.verdict, 'updated', `row ${n}`);
          assert.equal(sandbox.contacts.get(sidOf(n))?.tag, `t${n}`);
        }
      }
      const { updated = 0, rejected, invalid, notSent, unknown: open, total } = totals;
      assert.deepEqual([rejected, invalid, notSent, open, total], [failing.size, 3, 0, 0, 12_000]);
      assert.equal(updated + rejected + invalid, 12_000);
    });
  }

  it('finds 3 culprits of 1,000 in at most 60 requests, and the other 997 are updated', async function () {
    this.timeout(60_000);
    const sidOf = (row: number) => row.toString(16).padStart(32, '0');
    const culprits = [17, 500, 981];
    const rows = Array.from({ length: 1000 }, (_, row) => ({ sid: sidOf(row), tag: 'new' }));
    sandbox.contacts.load(rows.map(({ sid }) => ({ sid, tag: 'old' })));
    for (const status of [400, 413]) {
      sandbox.requests.clear();
      sandbox.faults.always = { culprits: { status, sids: new Set(culprits.map(sidOf)) } };
      const { totals, record } = await runFile(JSON.stringify(rows), 'json', sandbox);
      assert.ok(sandbox.requests.length <= 60, `${sandbox.requests.length} requests`);
      assert.deepEqual([totals.updated, totals.rejected], [997, 3]);
      for (const row of culprits) {
        const outcome = record.outcome(row);
        assert.ok(outcome?.verdict === 'rejected' && outcome.status === status && outcome.error.message, `row ${row}`);
      }
    }
  });
});
