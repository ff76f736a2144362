import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Answer } from '../../src/api/answer';
import { createContactsApi } from '../../src/api/client';
import type { ContactsApi } from '../../src/api/contactsApi';
import { requestBody } from '../../src/core/run/requestBody';
import type { BrokenReply, Fault, Refusal } from '../../src/sandbox/faults';
import { startSandbox } from '../../src/sandbox/startSandbox';
import type { Sandbox } from '../../src/sandbox/startSandbox';

const sids = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
const update = sids.map((sid) => JSON.stringify({ sid, tag: 'New' }));
const notFound = { code: 1000, message: 'Not Found', description: 'Contact not found' };
const ok = (sid: string) => ({ result: 'success', code: 200, sid });
const failed = { result: 'failure', code: 404, error: notFound };

describe('client', () => {
  let sandbox: Sandbox;
  let api: ContactsApi;
  before(async () => {
    // The last of the three is unknown.
    sandbox = await startSandbox({ contacts: sids.slice(0, 2).map((sid) => ({ sid, tag: 'Old' })) });
    api = connect();
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
    sandbox.contacts.reset();
  });
  const connect = (options: { timeoutMs?: number; origin?: string } = {}) =>
    createContactsApi({ origin: sandbox.origin, credentials: sandbox.credentials, timeoutMs: 60_000, ...options });
  const withFault = (fault: Fault) => {
    sandbox.faults.next(fault);
    return api.updateContacts(requestBody(update));
  };
  const tags = () => sids.map((sid) => sandbox.contacts.get(sid)?.tag);
  function items(answer: Answer) {
    assert.equal(answer.kind, 'items');
    return answer.items;
  }

  it('updates contacts and reports on each', async () => {
    const answer = await api.updateContacts(requestBody(update));
    assert.deepEqual(items(answer), [ok(sids[0]!), ok(sids[1]!), failed]);
    assert.ok(answer.kind === 'items' && answer.status === 207);
    assert.match(answer.requestId ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(answer.rateLimit, {});
    assert.deepEqual(tags(), ['New', 'New', undefined]);
    assert.deepEqual(
      [sandbox.requests.at(0)?.method, sandbox.requests.at(0)?.path],
      ['PUT', '/v2/accounts/exotelSandbox/contacts'],
    );
  });

  it('sends and reads every character as it is', async () => {
    const custom_field = JSON.parse('{"__proto__":[1]}') as Record<string, number[]>;
    const first_name = '🙂 „é“ \u2028 संपर्क "\\';
    items(await api.updateContacts(requestBody([JSON.stringify({ sid: sids[0]!, first_name, custom_field })])));
    assert.equal(sandbox.contacts.get(sids[0]!)?.first_name, first_name);
    assert.equal(JSON.stringify(sandbox.contacts.get(sids[0]!)?.custom_field), '{"__proto__":[1]}');
  });

  it('creates contacts', async () => {
    const [created, duplicate] = items(
      await api.createContacts(requestBody(['{"number":"+12025550150"}', '{"number":"+12025550150"}'])),
    );
    assert.ok(created?.result === 'success' && sandbox.contacts.has(created.sid ?? ''));
    assert.deepEqual(
      [duplicate?.result, duplicate?.code, duplicate?.error?.code, duplicate?.sid],
      ['failure', 409, 1008, created.sid],
    );
  });

  it('tests the connection with one cheap request', async () => {
    assert.deepEqual(items(await api.testConnection()), [ok(sids[0]!)]);
    assert.deepEqual(
      [...sandbox.requests].map(({ method, path }) => `${method} ${path}`),
      ['GET /v2/accounts/exotelSandbox/contacts?limit=1'],
    );
  });

  it('sends 5,000 contacts in one request', async () => {
    const many = Array.from({ length: 5000 }, (_, n) => ({ sid: `${n}`.padStart(32, '0'), tag: 'x' }));
    sandbox.contacts.load(many);
    assert.ok(
      items(await api.updateContacts(requestBody(many.map((contact) => JSON.stringify(contact))))).every(
        ({ sid }, index) => sid === many[index]!.sid,
      ),
    );
  });

  it('says 401 with wrong credentials, 404 with a wrong account', async () => {
    const wrong = { ...sandbox.credentials, apiToken: 'another-token' };
    const refused = await createContactsApi({
      origin: sandbox.origin,
      credentials: wrong,
      timeoutMs: 60_000,
    }).testConnection();
    assert.deepEqual(refused, {
      kind: 'refused',
      status: 401,
      error: { code: 1010, message: 'Authorization failed', description: 'Invalid API key or token' },
      rateLimit: {},
    });
    const lost = { ...sandbox.credentials, accountSid: 'x.y-z_8u3' };
    const answer = await createContactsApi({
      origin: sandbox.origin,
      credentials: lost,
      timeoutMs: 60_000,
    }).updateContacts(requestBody(update));
    assert.ok(answer.kind === 'refused' && answer.status === 404);
    assert.equal(sandbox.requests.at(-1)?.path, '/v2/accounts/x.y-z_8u3/contacts');
  });

  describe('odd replies', () => {
    const distorted: [Fault, unknown[]][] = [
      [{ distort: ['shuffled'] }, [ok(sids[1]!), failed, ok(sids[0]!)]],
      [{ distort: ['short'] }, [ok(sids[0]!), ok(sids[1]!)]],
      [{ distort: ['long'] }, [ok(sids[0]!), ok(sids[1]!), failed, failed]],
      [{ distort: ['foreignSid'] }, [ok('f0'.repeat(16)), ok(sids[1]!), failed]],
      [{ distort: ['prototypeSids'] }, [ok('__proto__'), ok('constructor'), { ...failed, sid: '__proto__' }]],
      [{ distort: ['dataAbsent'] }, [{ result: 'success', code: 200 }, { result: 'success', code: 200 }, failed]],
      [{ distort: ['dataNull'] }, [{ result: 'success', code: 200 }, { result: 'success', code: 200 }, failed]],
      [{ distort: ['status200'] }, [ok(sids[0]!), ok(sids[1]!), failed]],
      [{ distort: ['noFailedCount'] }, [ok(sids[0]!), ok(sids[1]!), failed]],
      [{ distort: ['noMetadata'] }, [ok(sids[0]!), ok(sids[1]!), failed]],
      [{ distort: ['objectForList'] }, [ok(sids[0]!)]],
      [{ distort: ['short', 'shuffled'] }, [ok(sids[1]!), ok(sids[0]!)]],
      [
        { distort: ['contradictory'] },
        [
          { ...ok(sids[0]!), result: 'unclear' },
          { ...ok(sids[1]!), result: 'unclear' },
          { ...failed, result: 'unclear' },
        ],
      ],
      [
        { distort: ['markup'] },
        [
          ok(sids[0]!),
          ok(sids[1]!),
          { ...failed, error: { code: 1000, message: 'Not Found', description: 'Contact not found alert(1)' } },
        ],
      ],
      [{ failAll: { code: 404, error: notFound } }, [failed, failed, failed]],
      [
        { failures: new Map([[sids[0]!, { code: 500, error: { code: 1100, message: 'm', description: 'd' } }]]) },
        [{ result: 'failure', code: 500, error: { code: 1100, message: 'm', description: 'd' } }, ok(sids[1]!), failed],
      ],
    ];
    for (const [fault, expected] of distorted) {
      it(
        Object.entries(fault)
          .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : ''}`)
          .join(),
        async () => {
          assert.deepEqual(items(await withFault(fault)), expected);
        },
      );
    }

    const broken: [BrokenReply, RegExp][] = [
      ['notJson', /not JSON/],
      ['html', /not JSON/],
      ['empty', /empty/],
      ['truncated', /cut short/],
      ['otherJson', /not a list of results/],
      ['huge', /larger than 64 MB/],
      ['endless', /larger than 64 MB/],
      ['gzipBomb', /larger than 64 MB/],
      ['gzipGarbage', /unpacked/],
      ['deepJson', /nested too deeply/],
      ['manyItems', /too many values/],
    ];
    for (const [form, reason] of broken) {
      it(`cannot read ${form}, and the next request goes well`, async () => {
        const before = process.memoryUsage.rss();
        const answer = await withFault({ broken: form });
        const grown = (process.memoryUsage.rss() - before) / 1024 / 1024;
        assert.ok(grown < 500, `grown by ${Math.round(grown)} MB, the sandbox's own part included`);
        assert.ok(answer.kind === 'unreadable' && answer.status === 200, JSON.stringify(answer).slice(0, 200));
        assert.match(answer.reason, reason);
        assert.deepEqual(tags(), ['New', 'New', undefined]);
        assert.equal(items(await api.updateContacts(requestBody(update))).length, 3);
      });
    }

    it('hangs up on a reply that never ends', async () => {
      await withFault({ broken: 'endless' });
      while (!sandbox.requests.at(0)?.cutOff) await new Promise((resolve) => setTimeout(resolve, 5));
    });
  });

  describe('refusals', () => {
    for (const status of [300, 304, 400, 401, 402, 403, 404, 409, 413, 418, 429, 500, 502, 503, 504, 599]) {
      it(`${status}`, async () => {
        const answer = await withFault({ refuse: { status } });
        assert.ok(answer.kind === 'refused' && answer.status === status);
        assert.ok(status === 304 || answer.error.message);
        assert.deepEqual(tags(), ['Old', 'Old', undefined]);
      });
    }

    const words = 'Rate limit exceeded';
    const forms: [Refusal['body'], object][] = [
      ['envelope', { message: 'Too Many Requests', description: words }],
      ['list', { message: 'Too Many Requests', description: words }],
      ['restException', { message: words }],
      ['error', { code: 429, message: words }],
      ['html', { message: `429 Too Many Requests 429 ${words}` }],
      ['text', { message: words }],
      ['empty', {}],
    ];
    for (const [body, error] of forms) {
      it(`429 as ${body}`, async () => {
        const answer = await withFault({ refuse: { status: 429, ...(body && { body }), retryAfter: 7 } });
        assert.deepEqual(answer, { kind: 'refused', status: 429, error, rateLimit: { retryAfterMs: 7_000 } });
      });
    }

    it('429 with a date, with headers, and with nothing', async () => {
      const date = new Date(Date.now() + 3_600_000).toUTCString();
      const dated = await withFault({ refuse: { status: 429, retryAfter: date } });
      assert.ok(dated.kind === 'refused');
      assert.ok(Math.abs((dated.rateLimit.retryAfterMs ?? 0) - 3_600_000) < 60_000);
      const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${Math.round(Date.now() / 1000) + 600}` };
      const counted = await withFault({ refuse: { status: 503, headers: reset } });
      assert.ok(counted.kind === 'refused' && counted.rateLimit.remaining === 0);
      assert.ok(Math.abs((counted.rateLimit.resetMs ?? 0) - 600_000) < 60_000);
      const bare = await withFault({ refuse: { status: 429 } });
      assert.ok(bare.kind === 'refused');
      assert.deepEqual(bare.rateLimit, {});
    });

    it('a request that holds a culprit, until it holds none', async () => {
      sandbox.faults.always = { culprits: { status: 413, sids: new Set([sids[1]!]) } };
      assert.equal((await api.updateContacts(requestBody(update))).kind, 'refused');
      assert.deepEqual(tags(), ['Old', 'Old', undefined]);
      assert.deepEqual(items(await api.updateContacts(requestBody([update[0]!]))), [ok(sids[0]!)]);
    });
  });

  describe('silence', () => {
    const cuts: [Fault, string | undefined][] = [
      [{ cut: 'beforeCommit' }, 'Old'],
      [{ cut: 'afterCommit' }, 'New'],
    ];
    for (const [fault, tag] of cuts) {
      it(`cut ${fault.cut}: maybe delivered`, async () => {
        const answer = await withFault(fault);
        assert.deepEqual(answer, {
          kind: 'noAnswer',
          delivered: 'maybe',
          cause: 'connection',
          errorCode: 'ECONNRESET',
        });
        assert.equal(tags()[0], tag);
      });
    }

    it('cut during the reply: maybe delivered, like any broken connection', async () => {
      const { kind, ...rest } = await withFault({ cut: 'duringReply' });
      assert.equal(kind, 'noAnswer');
      assert.deepEqual(
        { ...rest, errorCode: undefined },
        { delivered: 'maybe', cause: 'connection', errorCode: undefined },
      );
    });

    const slow: Fault[] = [
      { hang: 'beforeCommit' },
      { hang: 'afterCommit' },
      { delayMs: 30_000 },
      { broken: 'trickle' },
    ];
    for (const fault of slow) {
      it(`${JSON.stringify(fault)}: ends at the deadline`, async () => {
        sandbox.faults.next(fault);
        const answer = await connect({ timeoutMs: 150 }).updateContacts(requestBody(update));
        assert.deepEqual(answer, { kind: 'noAnswer', delivered: 'maybe', cause: 'timeout' });
      });
    }

    it('stops when asked to, also halfway through a reply', async () => {
      for (const fault of [{ hang: 'beforeCommit' }, { broken: 'trickle' }] as const) {
        sandbox.requests.clear();
        sandbox.faults.next(fault);
        const stopping = new AbortController();
        const answer = api.updateContacts(requestBody(update), stopping.signal);
        while (sandbox.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        stopping.abort();
        assert.deepEqual(await answer, { kind: 'noAnswer', delivered: 'maybe', cause: 'stopped' });
      }
    });

    it('sends nothing when it was stopped before', async () => {
      const answer = await api.updateContacts(requestBody(update), AbortSignal.abort());
      assert.deepEqual(answer, { kind: 'noAnswer', delivered: 'no', cause: 'stopped' });
      assert.equal(sandbox.requests.length, 0);
    });

    it('finds no server at the address', async () => {
      const gone = await startSandbox();
      await gone.stop();
      const answer = await connect({ origin: gone.origin }).updateContacts(requestBody(update));
      assert.deepEqual(answer, { kind: 'noAnswer', delivered: 'no', cause: 'connection', errorCode: 'ECONNREFUSED' });
    });
  });
});
