import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import { readContactFile } from '../../../../src/core/file/readContactFile';
import { makePlan } from '../../../../src/core/plan';
import type { Continuation } from '../../../../src/core/run/continueRun';
import { describePlan, type PlanTarget } from '../../../../src/core/run/describePlan';
import { finish } from '../../../../src/core/steps';

const target: PlanTarget = {
  region: 'Mumbai',
  host: 'api.in.exotel.com',
  accountSid: 'exotel8u3',
  requestsPerMinute: 30,
  isFirst: false,
};

interface Circumstances {
  readonly continuation?: Continuation;
  readonly emptyCells?: 'keep' | 'clear';
  readonly to?: Partial<PlanTarget>;
}

function lines(
  csv: string,
  batchSize: number,
  { continuation, emptyCells = 'keep', to }: Circumstances = {},
): string[] {
  const checked = finish(checkContacts(finish(readContactFile(csv, 'csv', { emptyCells }))));
  const plan = finish(makePlan(checked, batchSize, continuation?.rows));
  return describePlan(plan, { ...target, ...to }, 'contacts.csv', continuation).split('\n');
}

const manyRows = ['sid,tag', ...Array.from({ length: 100 }, (_, n) => `${n},x`)].join('\n');

describe('describePlan', () => {
  it('names file, region, host, account, contacts and requests', () => {
    assert.deepEqual(lines('sid,tag\na,1\nb,2\nc,3', 2), [
      'File: contacts.csv, 3 rows',
      'Region: Mumbai, api.in.exotel.com',
      'Account: exotel8u3',
      'Sent: 3 contacts in 2 requests, about a minute at most at 30 requests a minute',
      'Fields: tag',
    ]);
  });

  it('knows one from many', () => {
    const [file, , , sent] = lines('sid,tag\na,1', 2);
    assert.deepEqual([file, sent?.split(',')[0]], ['File: contacts.csv, 1 row', 'Sent: 1 contact in 1 request']);
  });

  it('tells the time at the pace: a minute’s requests go at once, the others wait', () => {
    for (const [requests, requestsPerMinute, told] of [
      [100, 200, 'about a minute at most at 200 requests a minute'],
      [100, 30, 'about 3 minutes at 30 requests a minute'],
      [100, 1, 'about 99 minutes at 1 request a minute'],
    ] as const) {
      const sent = lines(manyRows, 100 / requests, { to: { requestsPerMinute } })[3];
      assert.equal(sent, `Sent: 100 contacts in ${requests} requests, ${told}`);
    }
    assert.equal(lines(manyRows, 1, { to: { requestsPerMinute: undefined } })[3], 'Sent: 100 contacts in 100 requests');
  });

  it('names the fields that change, and in how many contacts where it is not all', () => {
    assert.equal(lines('sid,tag,email\na,1,\nb,,x@example.com\nc,3,y@example.com', 9)[4], 'Fields: email (2), tag (2)');
    assert.equal(lines('sid,tag,email\na,1,x@example.com', 9)[4], 'Fields: email, tag');
  });

  it('counts the values that would be cleared', () => {
    const csv = 'sid,tag,email\na,1,\nb,,\nc,3,y@example.com';
    assert.deepEqual(lines(csv, 9, { emptyCells: 'clear' }).slice(5), ['Cleared: 3 values, sent as ""']);
    assert.ok(!lines(csv, 9).some((line) => line.startsWith('Cleared')));
  });

  it('says first when it is the first update of real contacts there', () => {
    assert.match(lines('sid,tag\na,1', 9, { to: { isFirst: true } })[0]!, /^This is the first update/);
  });

  it('says what is left out and why, rows and columns', () => {
    const ignored = ['fax', 'web', 'age', 'note', 'size', 'shoe', 'hat'];
    const told = lines(`sid,tag,${ignored.join()}\na,1\n,2\nc,\nd,4\nd,5`, 9).slice(5);
    assert.equal(told[0], 'Left out: 4 rows (1 × missing-sid, 1 × nothing-to-update, 2 × duplicate-sid)');
    assert.equal(told.length, 7);
    for (const [at, name] of ignored.slice(0, 5).entries()) assert.match(told[at + 1]!, new RegExp(name));
    assert.equal(told[6], 'and 2 more unknown fields');
  });

  it('says what another run leaves as it is, what has changed since, and what is gone', () => {
    const known: Continuation['known'] = [
      [0, { verdict: 'updated' }],
      [1, { verdict: 'notSent', reason: '' }],
    ];
    const continuation = { rows: [2], known, attempts: () => 1, changed: [4], gone: 2 };
    assert.deepEqual(lines('sid,tag\na,1\nb,2\nc,3', 2, { continuation }).slice(4), [
      'Fields: tag',
      'Not sent again: 1 updated contact',
      'Changed in the file since the last run: line 4',
      'No longer in the file: 2 contacts that did not go through',
    ]);
    const calm = lines('sid,tag\na,1\nb,2\nc,3', 2, { continuation: { ...continuation, changed: [], gone: 0 } });
    assert.equal(calm.at(-1), 'Not sent again: 1 updated contact');
    const changed = Array.from({ length: 1212 }, (_, n) => n + 999);
    const busy = lines('sid,tag\na,1\nb,2\nc,3', 2, { continuation: { ...continuation, changed, gone: 0 } });
    assert.match(busy.at(-1)!, /: lines 999, 1,000, .*, 1,008 and 1,202 more$/);
  });
});
