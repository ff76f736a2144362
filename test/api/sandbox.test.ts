import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'mocha';
import { startSandbox } from '../../src/sandbox/startSandbox';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { call } from './call';

const pageSid = '83ba26b7f11c4e75b4043c8b33ceba49';
const notFound = { code: 1000, description: 'Contact not found', message: 'Not Found' };
const sample = (name: string) =>
  JSON.parse(readFileSync(`media/samples/${name}`, 'utf8')) as { contacts: { sid?: string }[] };

describe('sandbox', () => {
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
  const put = (...contacts: object[]) => call(sandbox, 'PUT', '', { contacts });

  it('gives a number to another contact once its owner has given it up', async () => {
    const [first, second] = [...sandbox.contacts.values()];
    const { sid, number } = { ...first! };
    const give = async (to: string, value: string) => (await put({ sid: to, number: value })).items[0]?.code;
    assert.equal(await give(second!.sid, number), 409);
    assert.equal(await give(sid, '+12025550199'), 200);
    assert.equal(await give(second!.sid, number), 200);
    assert.equal(await give(sid, number), 409);
  });

  it("answers the API page's sample with the API page's reply", async () => {
    const { status, envelope, items } = await call(sandbox, 'PUT', '', sample('page-sample.json'));
    assert.equal(status, 207);
    assert.deepEqual(Object.keys(envelope), ['request_id', 'method', 'http_code', 'metadata', 'response']);
    assert.match(envelope.request_id, /^[0-9a-f]{32}$/);
    assert.equal(envelope.method, 'PUT');
    assert.equal(envelope.http_code, 207);
    assert.deepEqual(envelope.metadata, { failed: 2, total: 3, success: 1 });
    const [first, ...others] = items;
    const { data, ...item } = first!;
    assert.deepEqual(item, { code: 200, error_data: null, status: 'success' });
    assert.match(data?.date_created ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual(
      { ...data, date_created: '', date_updated: '' },
      {
        sid: pageSid,
        date_created: '',
        date_updated: '',
        account_sid: 'exotelSandbox',
        number: '+12025550100',
        first_name: 'XYZ',
        last_name: 'ABC',
        company_name: 'Exotel',
        email: 'abc@example.com',
        tag: 'Member',
        custom_field: { key: { a: 'b', c: [1, 2, 3] } },
        uri: `/v2/Accounts/exotelSandbox/Contacts/${pageSid}`,
      },
    );
    const failed = { code: 404, error_data: notFound, status: 'failure' };
    assert.deepEqual(others, [failed, failed]);
  });

  it('answers the sample file: most are updated, two are unknown to it', async () => {
    const sent = sample('contacts.json').contacts.filter(({ sid }) => sid);
    const { envelope, items } = await put(...sent);
    const failed = sent.filter((_, index) => items[index]?.status === 'failure');
    assert.deepEqual(envelope.metadata, { failed: 2, total: 11, success: 9 });
    assert.ok(failed.every(({ sid }) => sid && !sandbox.contacts.has(sid)));
  });

  it('has the same rows in the sample as JSON and as CSV', () => {
    const lines = readFileSync('media/samples/contacts.csv', 'utf8').trimEnd().split('\n').slice(1);
    assert.deepEqual(
      lines.map((line) => line.split(',')[0]),
      sample('contacts.json').contacts.map(({ sid }) => sid ?? ''),
    );
  });

  it('changes only the fields given, and says 200 where nothing failed', async () => {
    const before = { ...sandbox.contacts.get(pageSid) };
    const { status, envelope } = await put({ sid: pageSid, tag: 'Gold', custom: { a: [{ b: null }] } });
    assert.equal(status, 200);
    assert.deepEqual(envelope.metadata, { failed: 0, total: 1, success: 1 });
    const { date_updated: _, ...changed } = { ...sandbox.contacts.get(pageSid)! };
    const { date_updated: __, ...expected } = { ...before, tag: 'Gold', custom_field: { a: [{ b: null }] } };
    assert.deepEqual(changed, expected);
  });

  const bodies: [string, unknown, number, number | undefined][] = [
    ["the page's own body, without its commas", '{"contacts":[{"sid":"a","first_name":"X"}{"sid":"b"}]}', 400, 1007],
    ['no body', '', 400, 1007],
    ['an array', [], 400, 1007],
    ['no contacts', {}, 400, 1001],
    ['contacts of another type', { contacts: 'all' }, 400, 1007],
    ['no contact in contacts', { contacts: [] }, 400, 1001],
    ['a contact that is none', { contacts: [5] }, 400, 1007],
    ['a number where text belongs', { contacts: [{ sid: pageSid, first_name: 5 }] }, 400, 1007],
    ['a text where an object belongs', { contacts: [{ sid: pageSid, custom_field: 'x' }] }, 400, 1007],
    ['5,001 contacts', { contacts: new Array(5001).fill({ sid: pageSid }) }, 400, 1002],
    ['5,000 contacts', { contacts: new Array(5000).fill({ sid: pageSid, tag: 'x' }) }, 200, undefined],
  ];
  for (const [name, body, status, code] of bodies) {
    it(`answers ${name} with ${status}`, async () => {
      const reply = await call(sandbox, 'PUT', '', body);
      assert.equal(reply.status, status);
      assert.equal(reply.items[0]?.error_data?.code, code);
    });
  }

  it('judges every contact of an update on its own', async () => {
    const taken = [...sandbox.contacts.values()][1]!.number;
    const { items } = await put(
      { tag: 'x' },
      { sid: 'nobody', tag: 'x' },
      { sid: pageSid, number: '12 34' },
      { sid: pageSid, number: taken },
      { sid: pageSid, number: '+12025550199' },
      { sid: '__proto__', tag: 'x' },
    );
    const verdicts = items.map(({ code, error_data }) => [code, error_data?.code]);
    assert.deepEqual(verdicts, [
      [400, 1001],
      [404, 1000],
      [400, 1002],
      [409, 1008],
      [200, undefined],
      [404, 1000],
    ]);
  });

  it('creates contacts, and answers a known number with the contact that has it', async () => {
    const known = sandbox.contacts.get(pageSid)!;
    const { status, items } = await call(sandbox, 'POST', '', {
      contacts: [{ number: '+12025550177', first_name: 'New' }, { number: known.number }, {}, { number: 'x' }],
    });
    assert.equal(status, 207);
    const [created, duplicate, ...wrong] = items;
    assert.equal(sandbox.contacts.get(created?.data?.sid ?? '')?.first_name, 'New');
    assert.deepEqual(
      [duplicate?.code, duplicate?.error_data?.code, duplicate?.status, duplicate?.data?.sid],
      [409, 1008, 'failure', pageSid],
    );
    assert.deepEqual(
      wrong.map(({ error_data }) => error_data?.code),
      [1001, 1002],
    );
  });

  it('gets, changes and deletes one contact', async () => {
    const got = await call(sandbox, 'GET', `/${pageSid}`);
    assert.equal(got.items[0]?.data?.sid, pageSid);
    const changed = await call(sandbox, 'PUT', `/${pageSid}`, { first_name: 'One' });
    assert.deepEqual([changed.status, changed.items[0]?.data?.first_name], [200, 'One']);
    assert.equal((await call(sandbox, 'DELETE', `/${pageSid}`)).status, 200);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const gone = await call(sandbox, method, `/${pageSid}`, method === 'PUT' ? { tag: 'x' } : undefined);
      assert.deepEqual([gone.status, gone.items[0]?.error_data], [404, notFound]);
    }
  });

  it('lists contacts by page, at most 20, by name and in both orders', async () => {
    sandbox.contacts.load(Array.from({ length: 30 }, (_, n) => ({ sid: `many${n}`, first_name: `Zzz ${n}` })));
    const sids = async (query: string) => (await call(sandbox, 'GET', query)).items.map(({ data }) => data?.sid);
    const all = [...sandbox.contacts.values()].map(({ sid }) => sid);
    assert.deepEqual(await sids(''), all.slice(0, 20));
    assert.deepEqual(await sids('?limit=1000&offset=20'), all.slice(20, 40));
    assert.deepEqual(await sids('?limit=1'), all.slice(0, 1));
    assert.deepEqual(await sids('?offset=1000'), []);
    assert.deepEqual(await sids('?name=zzz%2029'), ['many29']);
    assert.deepEqual((await sids('?sort_by=date_created:desc'))[0], 'many29');
    assert.deepEqual((await sids('?sort_by=name:desc'))[0], 'many9');
    assert.equal((await call(sandbox, 'GET', '?limit=x')).status, 400);
    assert.equal((await call(sandbox, 'GET', '?sort_by=tag')).status, 400);
  });

  it('wants its credentials, its paths and JSON', async () => {
    const body = { contacts: [{ sid: pageSid, tag: 'x' }] };
    const refusal = async (path: string, options: Parameters<typeof call>[4]) => {
      const { status, items } = await call(sandbox, 'PUT', path, body, options);
      return [status, items[0]?.error_data?.code];
    };
    const authorization = `Basic ${Buffer.from('wrong:wrong').toString('base64')}`;
    assert.deepEqual(await refusal('', { headers: { authorization } }), [401, 1010]);
    assert.deepEqual(await refusal('', { headers: { 'content-type': 'text/plain' } }), [415, 1011]);
    for (const path of ['/', '/v2/Accounts/exotelSandbox/contacts', '/v2/accounts/other/contacts']) {
      assert.deepEqual(await refusal(path, { whole: true }), [404, 1000]);
    }
    assert.equal((await call(sandbox, 'DELETE')).status, 405);
    assert.equal(sandbox.contacts.get(pageSid)?.tag, 'Member');
  });

  it('refuses a body over its limit and lives on', async () => {
    const small = await startSandbox({ maxBodyBytes: 1_000 });
    const body = { contacts: [{ sid: pageSid, tag: 'x'.repeat(3_000_000) }] };
    assert.equal((await call(small, 'PUT', '', body)).status, 413);
    assert.equal((await call(small, 'GET')).status, 200);
    await small.stop();
  });

  it('counts requests per minute when configured to', async () => {
    sandbox.faults.requestsPerMinute = 2;
    assert.equal((await call(sandbox, 'GET')).status, 200);
    assert.equal((await call(sandbox, 'GET')).status, 200);
    const { status, headers } = await call(sandbox, 'GET');
    assert.equal(status, 429);
    assert.ok(Number(headers['retry-after']) > 0 && Number(headers['retry-after']) <= 60);
    assert.equal(headers['x-ratelimit-remaining'], '0');
    sandbox.faults.clear();
    assert.equal((await call(sandbox, 'GET')).status, 200);
  });

  it('remembers counts and shapes of requests, no credentials', async () => {
    await put({ sid: pageSid, first_name: 'Private' }, { sid: 'nobody', tag: 'x' });
    const [record] = sandbox.requests;
    const { time: _, ...rest } = record!;
    assert.deepEqual(rest, {
      number: 1,
      method: 'PUT',
      path: '/v2/accounts/exotelSandbox/contacts',
      items: 2,
      sids: [pageSid, 'nobody'],
      committed: [pageSid],
      status: 207,
      cutOff: false,
    });
    assert.doesNotMatch(JSON.stringify([...sandbox.requests]), /Private|sandbox-api/);
  });

  it('stops with a request still open', async () => {
    const other = await startSandbox();
    other.faults.next({ hang: 'afterCommit' });
    const hanging = call(other, 'PUT', '', { contacts: [{ sid: pageSid, tag: 'Late' }] });
    while (!other.requests.at(0)?.committed.length) await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([assert.rejects(hanging), other.stop()]);
    assert.equal(other.contacts.get(pageSid)?.tag, 'Late');
  });

  it('takes contacts from a file and forgets them again', async () => {
    sandbox.contacts.load([{ sid: 'mine', number: '+12025550188' }, { sid: '__proto__' }]);
    assert.equal((await put({ sid: 'mine', tag: 'x' }, { sid: '__proto__', tag: 'y' })).status, 200);
    sandbox.contacts.reset();
    assert.equal((await put({ sid: 'mine', tag: 'x' })).status, 207);
  });

  it('gives copies of its contacts: what is done to one changes nothing', () => {
    const contact = sandbox.contacts.get(pageSid)!;
    Object.assign(contact, { tag: 'Mine' });
    Object.assign(contact.custom_field, { mine: 1 });
    assert.notEqual(sandbox.contacts.get(pageSid)!.tag, 'Mine');
    assert.equal(sandbox.contacts.get(pageSid)!.custom_field['mine'], undefined);
  });

  it('keeps the fields that a loaded contact does not give', () => {
    sandbox.contacts.load([{ sid: pageSid, tag: 'Loaded' }]);
    const { tag, last_name } = sandbox.contacts.get(pageSid)!;
    assert.deepEqual([tag, last_name], ['Loaded', 'ABC']);
  });

  it('joins faults: always, one after the other, by number', async () => {
    sandbox.faults.always = { distort: ['noMetadata'] };
    sandbox.faults.next(
      {},
      { refuse: { status: 500 } },
      { failAll: { code: 418, error: { message: 'm', description: 'd' } } },
    );
    sandbox.faults.at(3, { distort: ['short'] });
    const replies = [];
    for (let n = 0; n < 4; n++) replies.push(await put({ sid: pageSid, tag: 'x' }));
    assert.deepEqual(
      replies.map(({ status, envelope, items }) => [status, 'metadata' in envelope, items.length]),
      [
        [200, false, 1],
        [500, false, 1],
        [207, true, 0],
        [200, false, 1],
      ],
    );
    assert.deepEqual(
      [...sandbox.requests].map(({ committed }) => committed.length),
      [1, 0, 0, 1],
    );
  });
});
