import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { describeError, outcomeMessage } from '../../src/core/outcome';
import { readJournal } from '../../src/core/journal/readJournal';
import { UserError } from '../../src/core/userError';
import type { Fault } from '../../src/sandbox/faults';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { prepareRun, readFile } from './runHarness';

const sids = ['1', '2', '3', '4'].map((digit) => digit.repeat(32));
/** What nobody but the server may see of a contact. */
const values = {
  number: '+919812345670',
  first_name: 'Sentinelia',
  last_name: 'Quixwort',
  company_name: 'Zebra & Yak  Traders',
  email: 'sentinelia.q@example.com',
  tag: 'tagsentinel',
  custom_field: { note: 'blue "heron"', deep: [{ pin: 90817263, word: 'marmalade' }] },
};
const telling = [
  '919812345670',
  'sentinelia',
  'quixwort',
  'zebra',
  'yak',
  'tagsentinel',
  'heron',
  '90817263',
  'marmalade',
];
/** A server that quotes everything it was sent. */
const quoting = {
  code: 1002,
  message: `Invalid parameter ${values.number} ${values.first_name} ${values.tag} ${values.email}`,
  description: `"${values.last_name}" of Zebra & Yak Traders ("blue \\"heron\\"", 90817263, Marmalade)`,
};

describe('a run’s record, messages and reasons', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ contacts: sids.map((sid) => ({ sid, tag: 'old' })) });
  });
  after(() => sandbox.stop());

  const refusals = [400, 401, 402, 403, 404, 409, 413, 429, 500, 503];
  const bodies = ['envelope', 'restException', 'error', 'text', 'html'] as const;
  const faults: [string, Fault][] = [
    ...refusals.flatMap((status) =>
      bodies.map((body): [string, Fault] => [`${status} ${body}`, { refuse: { status, body, error: quoting } }]),
    ),
    ...refusals.map((status): [string, Fault] => [
      `${status} with credentials`,
      { refuse: { status, echoCredentials: true } },
    ]),
    ['refused items', { failAll: { code: 400, error: quoting } }],
    ['refused items in a short reply', { failAll: { code: 400, error: quoting }, distort: ['short'] }],
    ['a cut connection', { cut: 'afterCommit' }],
    ['no JSON', { broken: 'notJson' }],
    ['a redirect', { redirectTo: 'http://127.0.0.1:1/sentinelia' }],
  ];

  for (const format of ['json', 'csv'] as const) {
    it(`contain no secret and nothing of a contact but its sid, whatever the server says (${format})`, async function () {
      this.timeout(120_000);
      const { custom_field, ...texts } = values;
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const text =
        format === 'json'
          ? JSON.stringify([
              ...sids.map((sid) => ({ sid, ...values })),
              { ...values, sid: '' },
              { sid: '5', tag: [values.tag] },
            ])
          : [
              `sid,${Object.keys(texts).join()},custom_field`,
              ...[...sids, ''].map((sid) =>
                [sid, ...Object.values(texts), JSON.stringify(custom_field)].map(quoted).join(),
              ),
              `5,${quoted(values.first_name)},,,,,,${values.tag}`,
            ].join('\n');
      const { apiKey, apiToken } = sandbox.credentials;
      const secrets = [apiKey, apiToken, Buffer.from(`${apiKey}:${apiToken}`).toString('base64')];
      const file = readFile(text, format);
      let words = 0;

      for (const [name, always] of faults) {
        sandbox.faults.always = always;
        let disk = '';
        const { record, start } = prepareRun(file, sandbox, {
          batchSize: 3,
          policy: { splitBudget: 4, maxAttempts: 2 },
          append: async (lines) => void (disk += lines),
        });
        const ending = await start();
        const outcomes = Array.from(file.rows.keys(), (row) => record.outcome(row)!);
        const kept = readJournal(disk)!;
        const said = [
          disk,
          JSON.stringify(record.notes),
          inspect(ending, { depth: null, showHidden: true }),
          ending instanceof UserError ? ending.stack : '',
          inspect(kept, { depth: null }),
          // The words on a single row are the server's and shown as they are; all else is ours.
          ...outcomes.map((outcome) => (outcome.verdict === 'rejected' ? '' : outcomeMessage(outcome))),
        ].join('\n');
        for (const secret of [...secrets, ...telling]) {
          assert.ok(!said.toLowerCase().includes(secret.toLowerCase()), `${name}: ${secret} in\n${said}`);
        }
        const shown = JSON.stringify(outcomes);
        for (const secret of secrets) assert.ok(!shown.includes(secret), `${name}: ${secret}`);
        for (const outcome of outcomes) {
          if (outcome.verdict === 'rejected' && /Invalid parameter/.test(describeError(outcome.error))) words++;
        }
        assert.ok(said.includes(sids[0]!), 'the record names the contact by its sid');
      }
      assert.ok(words > 0, 'the quoting server was heard');
      sandbox.faults.clear();
    });
  }
});
