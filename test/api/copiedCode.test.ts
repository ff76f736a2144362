import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { CodeContacts } from '../../src/core/code/codeRequest';
import { languageNames, languages } from '../../src/core/code/languages';
import { linesInCode } from '../../src/core/code/linesInCode';
import type { ContactUpdate } from '../../src/core/contact';
import { requestBody } from '../../src/core/run/requestBody';
import { finish } from '../../src/core/steps';
import type { Fault } from '../../src/sandbox/faults';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { startBodyRecorder } from './bodyRecorder';
import { CodeRunner, type Ran } from './codeRunner';
import { readFile } from './runHarness';

/** What a language, a shell or a terminal may take for its own. */
const odd = [
  `' '' ''' '''' " "" """ \\ \\\\ \\' \\" \\n \\`,
  '$HOME ${HOME} $(id) `id` ``` ${1+1} #{1} {x} %s %d %% !! @@ && ;',
  'a\nb\r\nc\td\u0001\u007f\u0085',
  '🙂 👩‍👩‍👧 नमस्ते é ﷽ \u00a0',
  '\u2028\u2029\u202e\ufeff',
  `\nCONTACTS\n'@\n"@\nEOF\nAWK\n?> <?php */ // # -- <!-- `,
];
const contacts: ContactUpdate[] = [
  ...odd.map((text, index) => ({
    sid: sidOf(index + 1),
    first_name: text,
    custom_field: { [text]: [text, { a: 1 }] },
  })),
  { sid: 'A'.repeat(32).toLowerCase(), tag: 'the last' },
];
const text = JSON.stringify({ contacts }, undefined, 2);

function linesOf(text: string): string[] {
  const { checked } = readFile(text, 'json');
  assert.equal(checked.sendable, checked.file.rows.length);
  const lines = finish(linesInCode([...checked.file.rows.keys()], checked));
  assert.ok(lines);
  return lines;
}

for (const language of languageNames) {
  const runner = new CodeRunner(language);
  const why = runner.missing === undefined ? '' : `, not run: ${runner.missing} is not installed`;

  describe(`an update copied as ${language}${why}`, function () {
    this.timeout(180_000);
    let sandbox: Sandbox;
    before(async function () {
      if (runner.missing !== undefined) {
        assert.ok(!process.env['ALL_LANGUAGES'], `${runner.missing} is not installed`);
        this.skip();
      }
      sandbox = await startSandbox({ contacts: contacts.map(({ sid }) => ({ sid })) });
    });
    after(async () => {
      await sandbox?.stop();
      runner.dispose();
    });
    beforeEach(() => {
      sandbox.contacts.reset();
      sandbox.faults.clear();
      sandbox.requests.clear();
    });

    const write = (source: CodeContacts, origin = 'https://exotel.invalid') =>
      languages[language].write({ origin, batchSize: 3, attempts: 3, count: contacts.length, contacts: source });
    const code = write({ lines: linesOf(text) });
    const environment = () => ({
      EXOTEL_API_KEY: sandbox.credentials.apiKey,
      EXOTEL_API_TOKEN: sandbox.credentials.apiToken,
      EXOTEL_ACCOUNT_SID: sandbox.credentials.accountSid,
      EXOTEL_ENDPOINT: `${sandbox.origin}/`,
    });

    async function run(faults: readonly Fault[] = [], changed: Record<string, string> = {}): Promise<Ran> {
      sandbox.faults.next(...faults);
      const ran = await runner.run(code, { ...environment(), ...changed });
      for (const secret of [sandbox.credentials.apiToken, sandbox.credentials.apiKey]) {
        assert.ok(!(ran.stdout + ran.stderr).includes(secret), 'no credential is printed');
      }
      return ran;
    }

    const updated = () =>
      contacts.filter(({ sid, ...fields }) => {
        const known = sandbox.contacts.get(sid)!;
        return Object.entries(fields).every(
          ([field, value]) => JSON.stringify(known[field as 'tag']) === JSON.stringify(value),
        );
      }).length;
    const sizes = () => [...sandbox.requests].map(({ items }) => items);

    it('updates contacts with any characters, in several requests', async () => {
      const { status, stdout, stderr } = await run();
      assert.deepEqual([status, stdout.trim(), stderr], [0, '7 of 7 contacts updated.', '']);
      assert.deepEqual(sizes(), [3, 3, 1]);
      assert.equal(updated(), contacts.length);
    });

    it('goes to the region it was copied for, unless EXOTEL_ENDPOINT is set', async () => {
      const { EXOTEL_ENDPOINT: _, ...others } = environment();
      const { status } = await runner.run(write({ lines: linesOf(text) }, sandbox.origin), others);
      assert.deepEqual([status, updated()], [0, contacts.length]);
    });

    it('sends each value as the file has it', async () => {
      const a = 'a'.repeat(32);
      const custom = String.raw`{"id": 12345678901234567891, "big":1e400, "zero": [-0, 1.50e+2], "t": "\u0041\/\\" }`;
      const lines = linesOf(`[{"tag" : "x\\ty",\n\n  "sid":"${a}",\r\n "custom_field": ${custom}}]`);
      assert.deepEqual(lines, [`{"tag" : "x\\ty", "sid":"${a}", "custom_field": ${custom}}`]);
      const recorder = await startBodyRecorder();
      try {
        const { status } = await runner.run(write({ lines }), { ...environment(), EXOTEL_ENDPOINT: recorder.origin });
        assert.deepEqual([status, recorder.bodies.map(String)], [0, [String(requestBody(lines))]]);
      } finally {
        recorder.stop();
      }
    });

    it('reads the contacts from a file where they are too many', async () => {
      const name = process.platform === 'win32' ? `it's a $file \`.jsonl` : `it's "a" \\n $file \`.jsonl`;
      const file = runner.write(name, `${linesOf(text).join('\n')}\n`);
      const { status } = await runner.run(write({ file }), environment());
      assert.deepEqual([status, updated(), sizes()], [0, contacts.length, [3, 3, 1]]);
      const missing = await runner.run(write({ file: `${file}.gone` }), environment());
      assert.notEqual(missing.status, 0);
      const empty = await runner.run(write({ file: runner.write('empty.jsonl', '\n') }), environment());
      assert.notEqual(empty.status, 0);
      assert.equal(sandbox.requests.length, 3);
    });

    it('names the one contact that Exotel does not know', async () => {
      sandbox.contacts.delete(sidOf(5));
      const { status, stdout } = await run();
      assert.notEqual(status, 0);
      assert.deepEqual(stdout.trim().split(/\r?\n/), [
        `${sidOf(5)}: 404 "Contact not found"`,
        '6 of 7 contacts updated.',
      ]);
      assert.deepEqual(sizes(), [3, 3, 1]);
    });

    it('stops where the key is wrong', async () => {
      const { status, stdout, stderr } = await run([], { EXOTEL_API_TOKEN: 'wrong' });
      assert.notEqual(status, 0);
      assert.match(stderr, /Contacts 1 to 3: Exotel refused the request, HTTP 401 "Invalid API key or token"/);
      assert.equal(stdout.trim(), '0 of 7 contacts updated.');
      assert.equal(sandbox.requests.length, 1);
    });

    for (const cut of ['beforeCommit', 'afterCommit', 'duringReply'] as const) {
      it(`says that it had no reply when the connection breaks: ${cut}`, async () => {
        const { status, stdout, stderr } = await run([{}, { cut }]);
        assert.notEqual(status, 0);
        assert.match(stderr, /Contacts 4 to 6: (no reply|the reply does not match).*They may have been updated/);
        assert.equal(stdout.trim(), '3 of 7 contacts updated.');
        assert.equal(sandbox.requests.length, 2);
      });
    }

    const doubtful: Fault[] = [
      { distort: ['shuffled'] },
      { distort: ['short'] },
      { distort: ['long'] },
      { distort: ['foreignSid'] },
      { distort: ['dataAbsent'] },
      { distort: ['dataNull'] },
      { broken: 'html' },
      { broken: 'empty' },
      { broken: 'otherJson' },
      { broken: 'truncated' },
    ];
    for (const fault of doubtful) {
      it(`believes no reply that does not match the contacts: ${JSON.stringify(fault)}`, async () => {
        const { status, stdout, stderr } = await run([fault]);
        assert.notEqual(status, 0);
        assert.match(stderr, /Contacts 1 to 3: (no reply|the reply does not match).*They may have been updated/);
        assert.equal(stdout.trim(), '0 of 7 contacts updated.');
      });
    }

    it('takes no contact for updated whose result contradicts itself', async () => {
      sandbox.contacts.delete(sidOf(2));
      const failure = { code: 200, error: { code: 1000, message: 'Odd', description: 'Odd "one"' } };
      const { status, stdout } = await run([{ failures: new Map([[sidOf(1), failure]]) }]);
      assert.notEqual(status, 0);
      assert.match(stdout, new RegExp(`^${sidOf(1)}: 200 "Odd .*one`));
      assert.match(stdout, /5 of 7 contacts updated\.\s*$/);
    });

    it('waits as long as Retry-After says, and its own time where it says nothing or a date', async () => {
      const { status, stderr } = await run([
        { refuse: { status: 503 } },
        { refuse: { status: 429, retryAfter: 2 } },
        {},
        { refuse: { status: 503, retryAfter: 'Wed, 21 Oct 2099 07:28:00 GMT' } },
      ]);
      assert.equal(status, 0);
      assert.deepEqual(stderr.trim().split(/\r?\n/), [
        'Contacts 1 to 3: HTTP 503, waiting 1 s.',
        'Contacts 1 to 3: HTTP 429, waiting 2 s.',
        'Contacts 4 to 6: HTTP 503, waiting 1 s.',
      ]);
      const [first, second, third] = [...sandbox.requests].map(({ time }) => time);
      assert.ok(second! - first! >= 900 && third! - second! >= 1_900);
      assert.deepEqual([updated(), sandbox.requests.length], [contacts.length, 6]);
    });

    it('gives up after some attempts, and at once when the wait is too long', async () => {
      const busy = { refuse: { status: 503, retryAfter: 1 } };
      const { status, stderr } = await run([busy, busy, busy]);
      assert.notEqual(status, 0);
      assert.match(stderr, /HTTP 503 "The service is not available"/);
      assert.equal(sandbox.requests.length, 3);
      assert.notEqual((await run([{ refuse: { status: 429, retryAfter: 301 } }])).status, 0);
      assert.equal(sandbox.requests.length, 4);
    });

    it('follows no redirect', async () => {
      const other = await startBodyRecorder();
      try {
        const { status, stderr } = await run([{ redirectTo: `${other.origin}/v2/accounts/a/contacts` }]);
        assert.notEqual(status, 0);
        assert.match(stderr, /HTTP 307/);
        assert.equal(other.bodies.length, 0);
      } finally {
        other.stop();
      }
    });

    it('says which environment variable is missing, and sends nothing', async () => {
      for (const name of ['EXOTEL_API_KEY', 'EXOTEL_API_TOKEN', 'EXOTEL_ACCOUNT_SID']) {
        const { status, stderr } = await run([], { [name]: '' });
        assert.notEqual(status, 0);
        assert.match(stderr, new RegExp(name));
      }
      assert.equal(sandbox.requests.length, 0);
    });

    it('sends nothing without encryption to another machine', async () => {
      for (const endpoint of ['http://gateway.example', 'http://localhost.example', 'gateway.example']) {
        const { status, stderr } = await run([], { EXOTEL_ENDPOINT: endpoint });
        assert.notEqual(status, 0);
        assert.match(stderr, /EXOTEL_ENDPOINT must start with https:/);
      }
    });
  });
}
