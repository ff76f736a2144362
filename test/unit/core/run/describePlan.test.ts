import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { makePlan } from '../../../../src/core/plan';
import type { Continuation } from '../../../../src/core/run/continueRun';
import { describePlan, type PlannedFile, type PlanTarget } from '../../../../src/core/run/describePlan';
import { update } from '../../../../src/core/run/operation';
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
  readonly format?: FileFormat;
}

function planned(
  text: string,
  batchSize: number,
  { continuation, emptyCells = 'keep', format = 'csv' }: Circumstances,
) {
  const checked = finish(checkContacts(finish(readContactFile(text, format, { emptyCells }))));
  const plan = finish(makePlan(checked, batchSize, continuation?.rows));
  return { name: 'march/contacts.csv', plan, continuation } satisfies PlannedFile;
}

/** The lines below region and account. */
function lines(text: string, batchSize: number, circumstances: Circumstances = {}): string[] {
  const all = describePlan(update, [planned(text, batchSize, circumstances)], { ...target, ...circumstances.to }).split(
    '\n',
  );
  return all.slice(all.findIndex((line) => line.startsWith('Account')) + 1);
}

const manyRows = ['sid,tag', ...Array.from({ length: 100 }, (_, n) => `${n},x`)].join('\n');

/** Sids without a warning. */
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32));

describe('describePlan', () => {
  it('names region, host, account, file, contacts and requests', () => {
    assert.deepEqual(describePlan(update, [planned(`sid,tag\n${a},1\n${b},2\n${c},3`, 2, {})], target).split('\n'), [
      'Region: Mumbai, api.in.exotel.com',
      'Account: exotel8u3',
      'File: march/contacts.csv, 3 rows',
      'Sent: 3 contacts in 2 requests',
      'Fields: tag',
    ]);
  });

  it('knows one from many', () => {
    const [file, sent] = lines('sid,tag\na,1', 2);
    assert.deepEqual([file, sent?.split(',')[0]], ['File: march/contacts.csv, 1 row', 'Sent: 1 contact in 1 request']);
  });

  it('estimates the time at the pace: the requests of a minute go at once, the others wait', () => {
    for (const [requests, requestsPerMinute, told] of [
      [100, 200, ''],
      [100, 100, ''],
      [100, 99, ', less than a minute at 99 requests per minute'],
      [100, 30, ', about 3 minutes at 30 requests per minute'],
      [100, 1, ', about 99 minutes at 1 request per minute'],
    ] as const) {
      const sent = lines(manyRows, 100 / requests, { to: { requestsPerMinute } })[1];
      assert.equal(sent, `Sent: 100 contacts in ${requests} requests${told}`);
    }
    assert.equal(lines(manyRows, 1, { to: { requestsPerMinute: undefined } })[1], 'Sent: 100 contacts in 100 requests');
  });

  it('names the fields that change, and in how many contacts where it is not all', () => {
    const [, , fields] = lines(`sid,tag,email\n${a},1,\n${b},,x@example.com\n${c},3,y@example.com`, 9);
    assert.equal(fields, 'Fields: email (2), tag (2)');
    assert.equal(lines(`sid,tag,email\n${a},1,x@example.com`, 9)[2], 'Fields: email, tag');
  });

  it('counts the values that would be cleared', () => {
    const csv = `sid,tag,email\n${a},1,\n${b},,\n${c},3,y@example.com`;
    assert.deepEqual(lines(csv, 9, { emptyCells: 'clear' }).slice(3), ['Cleared: 3 values, sent as ""']);
    assert.ok(!lines(csv, 9).some((line) => line.startsWith('Cleared')));
  });

  it('says first when it is the first update of real contacts there', () => {
    const text = describePlan(update, [planned('sid,tag\na,1', 9, {})], { ...target, isFirst: true });
    assert.match(text, /^This is the first update/);
  });

  it('says how many rows go out with warnings, each counted once', () => {
    const warnings = (csv: string) => lines(csv, 9).filter((line) => line.startsWith('Warnings'));
    assert.deepEqual(warnings(`sid,number,email\n${a},12,x@\n${b},+919876543210,\n${c},12,x@example.com\n,12,x@`), [
      'Warnings: 2 rows are sent with warnings',
    ]);
    assert.deepEqual(warnings(`sid,number\n${a},12`), ['Warnings: 1 row is sent with warnings']);
    assert.deepEqual(warnings(`sid,number\n${a},+919876543210`), []);
  });

  it('says what is left out and why', () => {
    const [, , leftOut] = lines(`sid,tag\n${a},1\n,2\n${c},\n${d},4\n${d},5`, 9);
    assert.equal(leftOut, 'Left out: 4 rows (1 × missing-sid, 1 × nothing-to-update, 2 × duplicate-sid)');
  });

  it('names all columns that are not sent in one line', () => {
    const notSent = (text: string, format?: FileFormat) =>
      lines(text, 9, format && { format }).filter((line) => line.startsWith('Not sent'));
    assert.deepEqual(notSent(`sid,tag,City,Date of Birth\n${a},1,Pune,1990`), ['Not sent: City, Date of Birth']);
    assert.deepEqual(notSent(`[{"sid":"${a}","tag":"1","City":"Pune"},{"sid":"${b}","tag":"1","age":1}]`, 'json'), [
      'Not sent: City, age',
    ]);
    const columns = Array.from({ length: 1010 }, (_, n) => `c${n}`);
    assert.deepEqual(notSent(`sid,tag,${columns.join()}\n${a},1`), [
      `Not sent: ${columns.slice(0, 8).join(', ')} and 1,002 more`,
    ]);
    assert.equal(notSent(`sid,tag,${'long '.repeat(100)}\n${a},1`)[0]!.length, 'Not sent: '.length + 40);
    assert.deepEqual(notSent(`sid,tag\n${a},1`), []);
  });

  describe('of another run over the same file', () => {
    const csv = `sid,tag\n${a},1\n${b},2\n${c},3\n,4`;
    const continuation: Continuation = {
      rows: [1, 2],
      reasons: new Map([
        ['added', 1],
        ['rejected', 1],
      ]),
      kept: new Map([['updated', 1]]),
      unchosen: 0,
      unchosenOpen: 0,
      rest: 0,
      known: [],
      found: [],
      attempts: () => 1,
      runId: 'earlier',
      earlierVerdict: () => undefined,
      changed: [4],
      gone: 2,
    };

    it('names each kind of row, and they add up to the file', () => {
      assert.deepEqual(lines(csv, 2, { continuation, to: { requestsPerMinute: undefined } }), [
        'File: march/contacts.csv, 4 rows',
        'Sent: 2 contacts (1 rejected, 1 added since) in 1 request',
        'Not sent again: 1 updated',
        'Left out: 1 row (1 × missing-sid)',
        'Fields: tag',
        'Changed in the file since the last run: line 4',
        'No longer in the file: 2 contacts that did not go through',
      ]);
    });

    it('says how many rows were not chosen', () => {
      const told = lines(csv, 2, { continuation: { ...continuation, unchosen: 3 } });
      assert.ok(told.includes('Not chosen: 3 rows'), told.join());
    });

    it('is silent about what is not there', () => {
      const calm = { ...continuation, rows: [0, 1, 2], kept: new Map(), changed: [], gone: 0 };
      const told = lines(csv, 2, { continuation: calm });
      assert.deepEqual(
        told.filter((line) => /^(Not sent again|Not chosen|Changed|No longer)/.test(line)),
        [],
      );
    });

    it('names some of many lines', () => {
      const changed = Array.from({ length: 1212 }, (_, n) => n + 999);
      const told = lines(csv, 2, { continuation: { ...continuation, changed, gone: 0 } });
      assert.match(told.at(-1)!, /: lines 999, 1,000, .*, 1,008 and 1,202 more$/);
    });
  });

  it('describes several files one below the other, with the requests of all', () => {
    const one = planned(`sid,tag\n${a},1\n,2`, 1, {});
    const text = describePlan(update, [one, { ...one, name: 'april/contacts.csv' }], target);
    assert.deepEqual(text.split('\n\n'), [
      'Region: Mumbai, api.in.exotel.com\nAccount: exotel8u3\nRequests: 2',
      ...['march', 'april'].map(
        (month) =>
          `File: ${month}/contacts.csv, 2 rows\nSent: 1 contact in 1 request\nLeft out: 1 row (1 × missing-sid)\nFields: tag`,
      ),
    ]);
    const many = describePlan(update, Array<PlannedFile>(7).fill(one), target);
    assert.match(many, /\n\nAnd 3 more files, 6 rows: 3 sent, 3 left out$/);
  });
});
