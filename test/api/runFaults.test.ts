import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Fault } from '../../src/sandbox/faults';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { HastyClock, prepareRun, readFile, rowVerdicts, runFile, type RunOptions } from './runHarness';

const sidOf = (row: number) => row.toString(16).padStart(32, 'ab');
/** Six rows; the sandbox does not know the fourth. */
const contacts = Array.from({ length: 6 }, (_, row) => ({ sid: sidOf(row), tag: 'new' }));
const text = JSON.stringify(contacts);

describe('a run, with faults', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({
      contacts: contacts.filter((_, row) => row !== 3).map(({ sid }) => ({ sid, tag: 'old' })),
    });
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
    sandbox.contacts.reset();
  });

  /** Two rows a request; the fault meets the second one. */
  const run = (fault: Fault, options: RunOptions = {}) => {
    sandbox.faults.next({}, fault);
    return runFile(text, 'json', sandbox, { batchSize: 2, ...options });
  };

  describe('that pass', () => {
    const table: [string, Fault][] = [
      ['429', { refuse: { status: 429 } }],
      ['429 with Retry-After in seconds', { refuse: { status: 429, retryAfter: 30 } }],
      ['429 with a date', { refuse: { status: 429, retryAfter: new Date(Date.now() + 30_000).toUTCString() } }],
      ['429 as RestException', { refuse: { status: 429, body: 'restException' } }],
      ['429 as response.error', { refuse: { status: 429, body: 'error' } }],
      ['503', { refuse: { status: 503, retryAfter: 5 } }],
      ['an HTML 502', { refuse: { status: 502, body: 'html' } }],
      ['504 with no body', { refuse: { status: 504, body: 'empty' } }],
      ['500', { refuse: { status: 500, body: 'list' } }],
      ['408', { refuse: { status: 408 } }],
      ['409', { refuse: { status: 409 } }],
      ['a connection cut before the commit', { cut: 'beforeCommit' }],
      ['a connection cut after the commit', { cut: 'afterCommit' }],
      ['silence before the commit', { hang: 'beforeCommit' }],
      ['silence after the commit', { hang: 'afterCommit' }],
      ['a delay', { delayMs: 20 }],
    ];
    for (const [name, fault] of table) {
      it(`${name}: every row gets its verdict`, async () => {
        const { verdicts, ending, record } = await run(fault, fault.hang ? { timeoutMs: 300 } : {});
        assert.equal(verdicts, 'uuuruu');
        assert.equal(ending, undefined);
        assert.equal(record.state, 'finished');
        assert.ok(contacts.every(({ sid }, row) => sandbox.contacts.get(sid)?.tag === (row === 3 ? undefined : 'new')));
      });
    }

    it('waits as long as Retry-After says', async () => {
      const clock = new HastyClock();
      await run({ refuse: { status: 429, retryAfter: 30 } }, { clock });
      assert.deepEqual(clock.sleeps, [30_000]);
    });

    it('waits on its own account where Retry-After is 0 or the reset is gone by', async () => {
      const reset = (seconds: string) => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds });
      for (const refuse of [
        { status: 429, retryAfter: 0 },
        { status: 429, headers: reset(`${Math.floor(Date.now() / 1000) - 600}`) },
        { status: 503, headers: reset('0') },
      ]) {
        sandbox.contacts.reset();
        sandbox.requests.clear();
        sandbox.faults.clear();
        const clock = new HastyClock();
        sandbox.faults.next(...Array.from({ length: 5 }, () => ({ refuse })));
        const { verdicts } = await runFile(text, 'json', sandbox, { clock });
        assert.deepEqual([verdicts, clock.sleeps], ['uuuruu', [750, 1_500, 3_000, 6_000, 12_000]]);
      }
    });

    it('reads a reset in seconds from now, in an epoch of seconds and in one of milliseconds', async () => {
      for (const reset of [
        () => '90',
        (now: number) => `${Math.ceil(now / 1000) + 90}`,
        (now: number) => `${now + 90_000}`,
      ]) {
        sandbox.requests.clear();
        const clock = new HastyClock();
        const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(Date.now()) };
        const { verdicts } = await run({ refuse: { status: 429, headers } }, { clock });
        assert.equal(verdicts, 'uuuruu');
        assert.equal(clock.sleeps.length, 1);
        // The date of a reply has no fractions of a second, and a busy server's may be some seconds old.
        assert.ok(Math.abs(clock.sleeps[0]! - 90_000) < 30_000, `${clock.sleeps[0]}`);
      }
    });
  });

  describe('that end it', () => {
    const table: [string, Fault, string, string, RegExp][] = [
      ['401', { refuse: { status: 401 } }, 'unauthorized', 'uunnnn', /region.*set the credentials/],
      ['402', { refuse: { status: 402 } }, 'payment-required', 'uunnnn', /plan or balance/],
      ['403', { refuse: { status: 403 } }, 'forbidden', 'uunnnn', /does not allow/],
      ['404', { refuse: { status: 404 } }, 'not-found', 'uunnnn', /account SID/],
      ['a redirect', { redirectTo: 'http://127.0.0.1:1/' }, 'redirected', 'uunnnn', /never followed/],
      ['a reply that is not JSON', { broken: 'notJson' }, 'unreadable-reply', 'uu??nn', /not JSON/],
      ['a sign-in page', { broken: 'html' }, 'unreadable-reply', 'uu??nn', /sign-in page/],
      ['an empty reply', { broken: 'empty' }, 'unreadable-reply', 'uu??nn', /empty/],
      ['half a reply', { broken: 'truncated' }, 'unreadable-reply', 'uu??nn', /cut short/],
      ['other JSON', { broken: 'otherJson' }, 'unreadable-reply', 'uu??nn', /not a list of results/],
      ['garbage for Brotli', { broken: 'brotliGarbage' }, 'unreadable-reply', 'uu??nn', /unpacked/],
      ['garbage for deflate', { broken: 'deflateGarbage' }, 'unreadable-reply', 'uu??nn', /unpacked/],
      ['garbage for gzip', { broken: 'gzipGarbage' }, 'unreadable-reply', 'uu??nn', /unpacked/],
      [
        'a wait of a year',
        { refuse: { status: 503, retryAfter: 31_536_000 } },
        'asked-to-wait',
        'uu??nn',
        /asks you to wait/,
      ],
      [
        'a limit for a year',
        { refuse: { status: 429, retryAfter: 31_536_000 } },
        'asked-to-wait',
        'uunnnn',
        /asks you to wait/,
      ],
    ];
    for (const [name, fault, code, verdicts, says] of table) {
      it(`${name}: a message, and no verdict without proof`, async () => {
        const done = await run(fault);
        assert.equal(done.ending?.code, code);
        assert.match(done.ending.details, says);
        assert.equal(done.verdicts, verdicts);
        assert.equal(done.record.state, 'stopped');
        assert.equal(sandbox.requests.length, 2);
      });
    }

    it('hostile replies of any size and depth: the rows are unknown, and memory stays bounded', async function () {
      this.timeout(240_000);
      for (const broken of ['huge', 'gzipBomb', 'deepJson', 'endless', 'trickle', 'manyItems'] as const) {
        sandbox.requests.clear();
        const { verdicts, ending } = await run(
          { broken },
          { timeoutMs: broken === 'trickle' ? 500 : 60_000, policy: { maxAttempts: 1 } },
        );
        // A reply that trickles runs into the time limit, which alone does not end a run.
        assert.equal(verdicts, broken === 'trickle' ? 'uu??uu' : 'uu??nn', broken);
        assert.equal(ending?.code, broken === 'trickle' ? undefined : 'unreadable-reply', broken);
      }
    });

    it('no network: nothing is sent, and the message says what to look at', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      await new Promise((resolve) => server.close(resolve));
      const { verdicts, ending } = await run({}, { origin: `http://127.0.0.1:${port}` });
      assert.equal(verdicts, 'nnnnnn');
      assert.equal(ending?.code, 'no-network');
      assert.match(ending.details, /ECONNREFUSED.*Check the network/);
    });

    it('wrong credentials, from the first request on', async () => {
      const credentials = { ...sandbox.credentials, apiToken: 'another-token' };
      const { verdicts, ending } = await runFile(text, 'json', sandbox, { batchSize: 2, credentials });
      assert.deepEqual([verdicts, ending?.code, sandbox.requests.length], ['nnnnnn', 'unauthorized', 1]);
    });

    it('a server that is down: it gives up after two requests', async () => {
      sandbox.faults.always = { refuse: { status: 502, body: 'html' } };
      const { verdicts, ending } = await runFile(text, 'json', sandbox, { batchSize: 2 });
      assert.deepEqual([verdicts, ending?.code, sandbox.requests.length], ['????nn', 'server-error', 12]);
    });
  });

  describe('in the reply', () => {
    const table: [string, Fault, string][] = [
      ['shuffled', { distort: ['shuffled'] }, 'uuu?uu'],
      ['too short', { distort: ['short'] }, 'uuu?uu'],
      ['too long', { distort: ['long'] }, 'uuu?uu'],
      ['a sid that was not sent', { distort: ['foreignSid'] }, 'uu??uu'],
      ['a prototype’s names for sids', { distort: ['prototypeSids'] }, 'uu??uu'],
      ['no data', { distort: ['dataAbsent'] }, 'uu??uu'],
      ['data: null', { distort: ['dataNull'] }, 'uu??uu'],
      ['200 with failures inside', { distort: ['status200'] }, 'uuuruu'],
      ['no failed count', { distort: ['noFailedCount'] }, 'uuuruu'],
      ['no metadata', { distort: ['noMetadata'] }, 'uuuruu'],
      ['an object where the list should be', { distort: ['objectForList'] }, 'uuu?uu'],
      ['items that contradict themselves', { distort: ['contradictory'] }, 'uu??uu'],
      ['markup in the words', { distort: ['markup'] }, 'uuuruu'],
      [
        'all items failed',
        { failAll: { code: 404, error: { code: 1000, message: 'Not Found', description: '' } } },
        'uurruu',
      ],
    ];
    for (const [name, fault, expected] of table) {
      it(`${name}: verdicts only where they are proven`, async () => {
        const { verdicts, ending, record } = await run(fault);
        assert.equal(verdicts, expected);
        assert.equal(ending, undefined);
        assert.equal(record.notes.length > 0, verdicts.includes('?') && name !== 'items that contradict themselves');
        assert.doesNotMatch(JSON.stringify([record.outcome(3), record.notes]), /<|onerror|\\u00|\u202e/);
      });
    }
  });

  it('updates unknown and unsent rows when it goes on, and nothing else', async () => {
    sandbox.faults.next({}, { cut: 'afterCommit' }, { refuse: { status: 401 } });
    const first = await runFile(text, 'json', sandbox, { batchSize: 2 });
    assert.equal(first.verdicts, 'uu??nn');
    sandbox.faults.clear();
    sandbox.requests.clear();
    const { record, start } = prepareRun(readFile(text, 'json'), sandbox, { earlier: first.record, batchSize: 2 });
    await start();
    assert.equal(rowVerdicts(record), 'uuuruu');
    assert.deepEqual(
      [...sandbox.requests].map(({ sids }) => sids),
      [
        [sidOf(2), sidOf(3)],
        [sidOf(4), sidOf(5)],
      ],
    );
    assert.deepEqual(
      [0, 2, 4].map((row) => record.attempts(row)),
      [1, 3, 1],
    );
  });

  it('keeps a row unknown that an earlier run did update, when Exotel refuses it now', async () => {
    sandbox.faults.next({}, { cut: 'afterCommit' }, { refuse: { status: 401 } });
    const first = await runFile(text, 'json', sandbox, { batchSize: 2 });
    assert.equal(first.verdicts, 'uu??nn');
    assert.equal(sandbox.contacts.get(sidOf(2))?.tag, 'new');
    sandbox.faults.clear();
    const failures = new Map(
      [2, 4].map((row) => [sidOf(row), { code: 409, error: { message: 'Conflict', description: 'Busy' } }] as const),
    );
    sandbox.faults.always = { failures };
    const second = prepareRun(readFile(text, 'json'), sandbox, { earlier: first.record, batchSize: 2 });
    await second.start();
    assert.equal(rowVerdicts(second.record), 'uu?rru');
    assert.match(JSON.stringify(second.record.outcome(2)), /Busy.*An earlier run may have updated this row/);
    sandbox.faults.always = { culprits: { status: 400, sids: new Set([sidOf(2), sidOf(4)]) } };
    const third = prepareRun(readFile(text, 'json'), sandbox, { earlier: second.record, batchSize: 2 });
    await third.start();
    assert.equal(rowVerdicts(third.record), 'uu?rru');
  });

  it('keeps a row unknown that an earlier run may have updated, when it is stopped before it', async () => {
    sandbox.faults.next({}, { cut: 'afterCommit' }, { refuse: { status: 401 } });
    const first = await runFile(text, 'json', sandbox, { batchSize: 2 });
    sandbox.faults.next({ refuse: { status: 403 } });
    const { record, start } = prepareRun(readFile(text, 'json'), sandbox, { earlier: first.record, batchSize: 2 });
    await start();
    assert.equal(rowVerdicts(record), 'uu??nn');
    assert.match(JSON.stringify(record.outcome(2)), /earlier run/);
  });
});
