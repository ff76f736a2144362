import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { createContactsApi } from '../../src/api/client';
import type { RemoteContact } from '../../src/api/answer';
import { countContacts } from '../../src/core/remote/countContacts';
import { notBegun, readContacts, type ReadingState } from '../../src/core/remote/readContacts';
import { requestsOf, type Reading } from '../../src/core/remote/readingCost';
import { UserError } from '../../src/core/userError';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { reader } from './readHarness';

const total = 100;
const contact = (n: number) => ({ sid: sidOf(n), number: `+1202${1_000_000 + n}`, first_name: `Name ${n}` });

describe('reading contacts', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ contacts: Array.from({ length: total }, (_, n) => contact(n)) });
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
    sandbox.contacts.reset();
  });

  interface ReadSoFar {
    readonly contacts: RemoteContact[];
    readonly missing: string[];
    state: ReadingState;
  }

  /** @param onPart false: stop */
  async function read(
    reading: Reading,
    onPart: (so: ReadSoFar) => unknown = () => true,
    from = notBegun,
    seen = new Set<string>(),
  ) {
    const stop = new AbortController();
    const parts = reader(sandbox, { stop: stop.signal, seen });
    const so: ReadSoFar = { contacts: [], missing: [], state: from };
    for await (const part of readContacts(reading, parts, from)) {
      so.contacts.push(...part.contacts);
      so.missing.push(...part.missing);
      so.state = part.state;
      if (onPart(so) === false) stop.abort();
    }
    return { ...so, seen, requests: parts.asker.requests };
  }

  const sidsOf = (contacts: readonly RemoteContact[]) => contacts.map(({ sid }) => sid);
  const stored = () => [...sandbox.contacts.values()];
  const all: Reading = { kind: 'all' };

  it('reads every contact once, whole, with the requests that were planned', async () => {
    const { contacts, state, requests } = await read(all);
    assert.deepEqual(
      contacts.map(({ text }) => JSON.parse(text) as object),
      stored(),
    );
    assert.deepEqual(state, { next: 99, contacts: total, unread: 0, isOver: true });
    assert.equal(requests, requestsOf(all, total));
    assert.equal(sandbox.requests.length, requests);
    assert.ok(
      [...sandbox.requests].every(({ path }) => /\?limit=20&offset=\d+&sort_by=date_created%3Aasc$/.test(path)),
    );
  });

  it('reads the first contacts only where no more are wanted', async () => {
    const first = { kind: 'all', limit: 25 } as const;
    const { contacts, state, requests } = await read(first);
    assert.deepEqual(
      sidsOf(contacts),
      stored()
        .slice(0, 25)
        .map(({ sid }) => sid),
    );
    assert.equal(state.isOver, true);
    assert.equal(requests, requestsOf(first, undefined));
  });

  it('reads the contacts of one list', async () => {
    const sids = [3, 41, 42, 99].map(sidOf);
    const { contacts } = await read({ kind: 'all', list: sandbox.lists.add(sids) });
    assert.deepEqual(sidsOf(contacts), sids);
  });

  it('reads contacts by sid one by one, or page by page until all were found', async () => {
    const sids = [5, 7, 21, 500].map(sidOf);
    const oneByOne = await read({ kind: 'sids', sids, way: 'oneByOne' });
    assert.deepEqual([sidsOf(oneByOne.contacts), oneByOne.missing], [sids.slice(0, 3), sids.slice(3)]);
    assert.equal(oneByOne.requests, 4);
    const pages = await read({ kind: 'sids', sids, way: 'pages' });
    assert.deepEqual([sidsOf(pages.contacts), pages.missing], [sids.slice(0, 3), sids.slice(3)]);
    assert.equal(pages.requests, requestsOf({ kind: 'sids', sids, way: 'pages' }, total));
    const early = await read({ kind: 'sids', sids: sids.slice(0, 3), way: 'pages' });
    assert.equal(early.requests, 2);
    assert.deepEqual([early.state.isOver, early.missing], [true, []]);
  });

  it('counts the contacts with few requests', async () => {
    for (const size of [0, 1, 19, 20, 21, 79, 80, 100]) {
      sandbox.contacts.reset();
      for (const sid of [...sandbox.contacts.sids()].slice(size)) sandbox.contacts.delete(sid);
      const parts = reader(sandbox);
      assert.equal(await countContacts(parts), size);
      assert.ok(parts.asker.requests <= 10);
    }
  });

  it('tries again after 429, 5xx and a cut connection', async () => {
    sandbox.faults.next(
      { refuse: { status: 429, retryAfter: 7 } },
      {},
      { refuse: { status: 503 } },
      { cut: 'duringReply' },
    );
    const { contacts, requests } = await read(all);
    assert.deepEqual(
      sidsOf(contacts),
      stored().map(({ sid }) => sid),
    );
    assert.equal(requests, requestsOf(all, total)! + 3);
    assert.equal(sandbox.requests.length, requests);
  });

  it('takes each contact once when a page is repeated', async () => {
    for (let at = 2; at <= 6; at++) {
      sandbox.requests.clear();
      sandbox.faults.clear();
      sandbox.faults.at(at, { page: 'before' });
      const { contacts, state } = await read(all);
      assert.deepEqual(
        sidsOf(contacts),
        stored().map(({ sid }) => sid),
        `at request ${at}`,
      );
      assert.equal(state.isOver, true);
    }
  });

  it('gives up after a few requests when every page is the same', async () => {
    sandbox.faults.always = { page: 'first' };
    await assert.rejects(read(all), (error) => error instanceof UserError && error.code === 'unsteady-pages');
    assert.ok(sandbox.requests.length < 30);
  });

  it('takes a page that was cut short for what it is', async () => {
    sandbox.faults.at(3, { distort: ['short'] });
    const { contacts } = await read(all);
    assert.deepEqual(
      sidsOf(contacts),
      stored().map(({ sid }) => sid),
    );
  });

  it('misses no contact, and takes none twice, while others are deleted and created', async () => {
    const before = sidsOf((await read(all)).contacts);
    const deleted = new Set<string>();
    let made = 0;
    const { contacts, state } = await read(all, ({ contacts: sofar }) => {
      if (sofar.length > 90 || made > 5) return;
      // One that was read, the last one that was read, and one that comes later.
      for (const sid of [sofar[made * 3]!.sid, sofar.at(-1)!.sid, before[70 + made]!]) {
        sandbox.contacts.delete(sid);
        deleted.add(sid);
      }
      sandbox.contacts.create({ number: `+1303${1_000_000 + made++}` });
    });
    const sids = sidsOf(contacts);
    assert.equal(new Set(sids).size, sids.length);
    assert.equal(state.isOver, true);
    const left = stored().map(({ sid }) => sid);
    assert.deepEqual(
      left.filter((sid) => !sids.includes(sid)),
      [],
    );
    assert.ok(sids.filter((sid) => !left.includes(sid)).every((sid) => deleted.has(sid)));
  });

  it('continues from a state that went through JSON, at any place', async () => {
    for (let parts = 1; parts <= 6; parts++) {
      let left = parts;
      const first = await read(all, () => --left > 0);
      assert.equal(first.state.isOver, false);
      const state = JSON.parse(JSON.stringify(first.state)) as ReadingState;
      const second = await read(all, undefined, state, new Set(sidsOf(first.contacts)));
      assert.deepEqual(
        sidsOf([...first.contacts, ...second.contacts]),
        stored().map(({ sid }) => sid),
      );
      assert.equal(second.state.contacts, total);
    }
  });

  it('ends with what happened, and what was read before stands', async () => {
    sandbox.faults.at(3, { refuse: { status: 401 } });
    let read2 = 0;
    await assert.rejects(
      read(all, ({ contacts }) => (read2 = contacts.length)),
      (error) => error instanceof UserError && error.code === 'unauthorized',
    );
    assert.equal(read2, 39);
    assert.equal(sandbox.requests.length, 3);
  });

  it('says that an account is unknown, not that all contacts are', async () => {
    const sids = [sidOf(1)];
    sandbox.faults.always = { refuse: { status: 404 } };
    for (const reading of [all, { kind: 'sids', sids, way: 'oneByOne' }] as const) {
      await assert.rejects(read(reading), (error) => error instanceof UserError && error.code === 'not-found');
    }
  });

  it('keeps every digit of a number, and counts what cannot be read', async () => {
    const body = `{"response":[{"code":200,"status":"success","data":{"sid":"${sidOf(0)}","custom_field":{"id":12345678901234567890,"small":1.5e-30,"text":"12345678901234567890 \\"1e5\\""}}},{"code":500,"status":"failure"}]}`;
    const { createServer } = await import('node:http');
    const server = createServer((_, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as { port: number };
      const { credentials } = sandbox;
      const api = createContactsApi({ origin: `http://127.0.0.1:${port}`, credentials, timeoutMs: 60_000 });
      const answer = await api.readPage({ offset: 0, limit: 20 });
      assert.equal(answer.kind, 'contacts');
      const { contacts } = answer;
      assert.equal(
        contacts[0]?.text,
        `{"sid":"${sidOf(0)}","custom_field":{"id":12345678901234567890,"small":1.5e-30,"text":"12345678901234567890 \\"1e5\\""}}`,
      );
      assert.deepEqual([contacts.length, contacts[1]], [2, undefined]);
    } finally {
      server.close();
    }
  });
});
