import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'mocha';
import { createContactsApi } from '../../src/api/client';
import { plainSid as plainSidOfApi } from '../../src/api/plainSid';
import { plainSid } from '../../src/core/contact';
import { rowsToCompare, takePart } from '../../src/core/preview/fillPreview';
import { Preview } from '../../src/core/preview/preview';
import { readContacts } from '../../src/core/remote/readContacts';
import type { Operation } from '../../src/core/run/operation';
import { finish } from '../../src/core/steps';
import { sandboxCredentials } from '../../src/sandbox/route';
import { sidOf } from '../sidOf';
import { reader } from './readHarness';
import { prepareRun, readFile, rowVerdicts, type RunOptions } from './runHarness';

/** No SID, and each of them leads elsewhere, is cut off or is another contact's where something decodes or shortens it. */
const hostile = [
  '.',
  '..',
  '...',
  '%2e%2e',
  '%2E',
  '.%2e',
  '..%2f..',
  '../lists',
  'a/b',
  '/',
  '//example.com',
  '\\',
  '..\\',
  '?',
  '?limit=1',
  '#',
  `${sidOf(7)}?x`,
  `${sidOf(7)}#x`,
  `${sidOf(7)}/..`,
  `${sidOf(7)};x`,
  `${sidOf(7)}.`,
  `${sidOf(7)}\u0000`,
  `${sidOf(7)}\u200b`,
  `${sidOf(7)}\u00ad`,
  'ａ'.repeat(32),
  '.\t.',
  '.\n.',
  'é',
  '\u202e',
  '\ud83d\ude00',
  '@',
  ':',
  '*',
];
/** Of characters that a path can hold, and still no SID. */
const odd = ['a', 'contacts', '__proto__', '-', sidOf(7).slice(1), `${sidOf(7)}0`, 'a'.repeat(200), '8E31'];
const good = sidOf(1);

/** Says that everything went well, and names no contact. */
const unnamed = { request_id: 'r', http_code: 200, response: { code: 200, error_data: null, status: 'success' } };
const notFound = {
  response: { code: 404, error_data: { code: 1000, message: 'Not Found', description: 'Contact not found' } },
};

describe('a sid that is none', () => {
  let server: Server;
  let origin: string;
  let heard: { method: string; path: string; body: string }[] = [];
  let answer: { status: number; body: object } = { status: 200, body: unnamed };
  before(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        heard.push({ method: request.method!, path: request.url!, body });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => void server.close());
  afterEach(() => {
    heard = [];
    answer = { status: 200, body: unnamed };
  });

  const target = () => ({ origin, credentials: sandboxCredentials });
  const address = (end: string) => `/v2/accounts/${sandboxCredentials.accountSid}/contacts${end}`;
  const list: Operation = { kind: 'addToList', list: { sid: sidOf(99), name: 'March' } };

  async function run(sids: readonly string[], operation: Operation, options: RunOptions = {}) {
    const file = readFile(JSON.stringify(sids.map((sid) => ({ sid, tag: 'x' }))), 'json', 'keep', operation);
    const { record, start } = prepareRun(file, target(), options);
    await start();
    const codes = sids.map((_, row) => {
      const outcome = record.outcome(row);
      return outcome?.verdict === 'invalid' ? outcome.code : outcome?.verdict;
    });
    return { record, codes, verdicts: rowVerdicts(record) };
  }

  it('is refused by the client wherever it would be a part of the address, and nothing leaves', async () => {
    const api = createContactsApi({ ...target(), timeoutMs: 5_000 });
    for (const part of [...hostile, '', ' ', 'a'.repeat(65)]) {
      for (const call of [
        () => api.deleteContact(part),
        () => api.readContact(part),
        () => api.addToList(part, Buffer.from('{}')),
      ]) {
        await assert.rejects(async () => call(), /not a plain SID/, JSON.stringify(part));
      }
    }
    for (const accountSid of [...hostile, '', ' '].filter((sid) => !/^\w[\w.]+$/.test(sid))) {
      assert.throws(
        () => createContactsApi({ origin, credentials: { ...sandboxCredentials, accountSid }, timeoutMs: 5_000 }),
        /not a plain SID/,
        JSON.stringify(accountSid),
      );
    }
    assert.deepEqual(heard, []);
  });

  it('makes a row invalid that is to be deleted, and only the contact of the sound row is asked for', async () => {
    const { codes } = await run([...hostile, ...odd, good], { kind: 'delete' });
    assert.deepEqual(
      heard.map(({ method, path }) => `${method} ${path}`),
      [`DELETE ${address(`/${good}`)}`],
    );
    assert.deepEqual(new Set(codes.slice(0, -1)), new Set(['malformed-sid']));
  });

  it('makes a row invalid that is to be added to a list, and its sid is in no request', async () => {
    const { codes } = await run([...hostile, ...odd, good], list);
    assert.deepEqual(
      heard.map(({ body }) => JSON.parse(body) as unknown),
      [{ contact_references: [{ contact_sid: good }] }],
    );
    assert.deepEqual(new Set(codes.slice(0, -1)), new Set(['malformed-sid']));
  });

  it('is sent in an update, in the body, as long as all of its characters can be those of a sid', async () => {
    const { codes } = await run([...hostile, ...odd, good], { kind: 'update' });
    assert.deepEqual(
      heard.map(({ method, path }) => `${method} ${path}`),
      [`PUT ${address('')}`],
    );
    const { contacts } = JSON.parse(heard[0]!.body) as { contacts: { sid: string }[] };
    const sent = odd.filter((sid) => sid !== '8E31');
    assert.deepEqual(
      contacts.map(({ sid }) => sid),
      [...sent, good],
    );
    assert.deepEqual(new Set(codes.slice(0, hostile.length)), new Set(['malformed-sid']));
  });

  for (const way of ['oneByOne', 'pages'] as const) {
    it(`is not read (${way}): it is neither found nor missing, and a preview shows it as not read`, async () => {
      answer = { status: 200, body: { response: [] } };
      const sids = [...odd, good];
      const { checked } = readFile(JSON.stringify(sids.map((sid) => ({ sid, tag: 'x' }))), 'json');
      const rows = finish(rowsToCompare(checked));
      assert.deepEqual([...rows.values()], [sids.length - 1]);
      const preview = new Preview(sids.length);
      const missing: string[] = [];
      // As for a snapshot or an undo, whose SIDs are those of a run.
      const all = [...hostile, ...sids];
      const reading = { kind: 'sids', sids: all, way } as const;
      const sandbox = target() as Parameters<typeof reader>[0];
      for await (const part of readContacts(reading, reader(sandbox))) {
        takePart(preview, rows, checked, part);
        missing.push(...part.missing);
      }
      assert.ok(heard.length > 0);
      for (const { path } of heard) assert.match(path, new RegExp(`^${address(`(/${good}|\\?.*)`)}$`));
      assert.deepEqual(missing, way === 'pages' ? [good] : []);
      assert.equal(preview.totals.unread, way === 'pages' ? odd.length : sids.length);
      for (const sids of [hostile, []]) {
        for await (const part of readContacts({ kind: 'sids', sids, way }, reader(sandbox)))
          assert.fail(JSON.stringify(part));
      }
    });
  }

  it('has one rule on both sides of the types that api/ and core/ share', () => {
    assert.equal(String(plainSidOfApi), String(plainSid));
  });

  describe('in a reply that names no contact', () => {
    it('proves no deletion: the row is unknown, and a retry that does not find the contact settles it', async () => {
      const first = await run([good], { kind: 'delete' });
      assert.equal(first.verdicts, '?');
      answer = { status: 404, body: notFound };
      const second = await run([good], { kind: 'delete' }, { earlier: first.record });
      assert.equal(second.verdicts, 'd');
      assert.equal(heard.length, 2);
    });

    it('proves no addition to a list, though all of its results are successes', async () => {
      const item = { code: 200, error_data: null, status: 'success', data: { list_id: sidOf(99) } };
      answer = { status: 200, body: { metadata: { total: 2, success: 2, failed: 0 }, response: [item, item] } };
      assert.equal((await run([good, sidOf(2)], list)).verdicts, '??');
    });
  });

  it('proves nothing where the reply to a deletion names another contact', async () => {
    const item = { ...unnamed.response, data: { sid: sidOf(2) } };
    answer = { status: 200, body: { response: item } };
    assert.equal((await run([good], { kind: 'delete' })).verdicts, '?');
  });

  it('proves nothing in a reply where it would have to be cleaned to be the one that was sent', async () => {
    const item = { ...unnamed.response, data: { sid: `${good}<i>` } };
    answer = { status: 200, body: { response: [item] } };
    assert.equal((await run([good], { kind: 'update' })).verdicts, '?');
  });

  it('is not needed for a deletion that names its contact', async () => {
    answer = { status: 200, body: { response: { ...unnamed.response, data: { sid: good } } } };
    assert.equal((await run([good], { kind: 'delete' })).verdicts, 'd');
  });
});
