import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Answer } from '../../../../src/api/answer';
import type { RunRecord } from '../../../../src/core/run/runRecord';
import {
  FakeClock,
  allGood,
  items,
  notFound,
  refused,
  scriptedRun,
  sidOf,
  silence,
  success,
  unreadable,
} from './scriptedRun';

describe('runOperation', () => {
  it('writes before it sends, settles after each reply, and keeps the order of the file', async () => {
    const { events, verdicts, ending, record } = await scriptedRun({ rows: 5, batchSize: 2 });
    assert.deepEqual(events, [
      ...['write 0-1', 'send 0-1', 'settle 0-1'],
      ...['write 2-3', 'send 2-3', 'settle 2-3'],
      ...['write 4', 'send 4', 'settle 4'],
    ]);
    assert.equal(verdicts, 'uuuuu');
    assert.equal(ending, undefined);
    assert.equal(record.state, 'finished');
    assert.deepEqual([record.requestsDone, record.requests.length, record.requestsPlanned], [3, 3, 3]);
  });

  it('looks at each contact a few times, however many errors cannot be assigned to a row', async () => {
    const rows = 1_000;
    let looks = 0;
    const failed = (row: number) => ({
      ...notFound,
      error: { description: `no ${'abcdefghij'[row % 10]} ${sidOf(row)}` },
    });
    const { record, verdicts } = await scriptedRun({
      rows,
      contact: (row) => ({
        sid: sidOf(row),
        get tag() {
          looks++;
          return 'some tag';
        },
      }),
      replies: [items(Array.from({ length: rows - 1 }, (_, row) => failed(row)))],
    });
    assert.equal(verdicts, '?'.repeat(rows));
    assert.match(record.notes[0]!, /no a .*; no e /);
    assert.ok(looks < 50 * rows, `${looks} looks`);
  });

  it('keeps what came of each attempt of a request', async () => {
    const { record } = await scriptedRun({ rows: 2, replies: [silence('timeout', 'maybe'), refused(503, 'Busy')] });
    assert.deepEqual(
      record.requests.map(({ rows, attempt, reply }) => [rows, attempt, reply?.status, reply?.trouble]),
      [
        [[0, 2], 1, undefined, 'No reply was received in time.'],
        [[0, 2], 2, 503, 'Exotel rejected the whole request: 503: “Busy”.'],
        [[0, 2], 3, 207, ''],
      ],
    );
  });

  it('puts each verdict on its own row, around the rows that stay out', async () => {
    const invalid = { verdict: 'invalid', code: 'missing-sid', message: 'no sid' } as const;
    const { verdicts, sent, record } = await scriptedRun({
      rows: 7,
      batchSize: 2,
      known: [
        [1, invalid],
        [4, invalid],
      ],
      replies: [
        items([notFound, success(sidOf(2))]),
        items([success(sidOf(3)), notFound]),
        (contacts) => items(contacts.map(() => notFound)),
      ],
    });
    assert.deepEqual(sent, [[0, 2], [3, 5], [6]]);
    assert.equal(verdicts, 'riuuirr');
    const { total, pending, ...five } = record.totals;
    assert.deepEqual(five, { updated: 2, rejected: 3, invalid: 2, notSent: 0, unknown: 0 });
    assert.deepEqual([total, pending], [7, 0]);
  });

  it('says so when a reply cannot be matched to its rows, and lists its errors without the contacts’ values', async () => {
    const { verdicts, record } = await scriptedRun({
      rows: 3,
      contact: (row) => ({ sid: sidOf(row), first_name: 'Sentinelia' }),
      replies: [items([{ ...notFound, error: { description: 'No Sentinelia here' } }, success(sidOf(0))])],
    });
    assert.equal(verdicts, 'u??');
    assert.match(record.notes.join(), /2 results for 3 contacts.*No … here/);
    assert.doesNotMatch(JSON.stringify([record.notes, record.outcome(1)]), /Sentinelia/);
  });

  describe('tries again', () => {
    const cases: [string, Answer, RegExp][] = [
      ['429', refused(429), /rate limit/],
      ['503', refused(503), /busy or unavailable/],
      ['500', refused(500), /failed/],
      ['502', refused(502), /failed/],
      ['408', refused(408), /in time/],
      ['409', refused(409), /conflicting/],
      ['no connection', silence('connection', 'no'), /cannot be reached/],
      ['an unknown name', silence('name', 'no'), /cannot be reached/],
      ['a timeout', silence('timeout', 'maybe'), /did not respond/],
      ['a broken connection', silence('connection', 'maybe'), /connection was lost/],
    ];
    for (const [name, answer, why] of cases) {
      it(`after ${name}, and reports why it waits`, async () => {
        const { verdicts, sent, waits, clock, record } = await scriptedRun({
          rows: 4,
          batchSize: 2,
          replies: [answer],
        });
        assert.equal(verdicts, 'uuuu');
        assert.deepEqual(sent, [
          [0, 1],
          [0, 1],
          [2, 3],
        ]);
        assert.match(waits.join(), why);
        assert.deepEqual(clock.sleeps, [1_000]);
        assert.deepEqual(
          [0, 1, 2, 3].map((row) => record.attempts(row)),
          [2, 2, 1, 1],
        );
        assert.equal(record.state, 'finished');
      });
    }

    it('with waits that double, as often as the policy allows', async () => {
      const { clock, sent, verdicts, ending } = await scriptedRun({ rows: 1, always: refused(429) });
      assert.equal(sent.length, 6);
      assert.deepEqual(clock.sleeps, [1_000, 2_000, 4_000, 8_000, 16_000]);
      assert.equal(verdicts, 'n');
      assert.equal(ending?.code, 'rate-limited');
    });

    it('to the letter where the server says when', async () => {
      const replies = [refused(429, '', { retryAfterMs: 30_000 }), refused(503, '', { remaining: 0, resetMs: 7_000 })];
      assert.deepEqual((await scriptedRun({ rows: 1, replies })).clock.sleeps, [30_000, 7_000]);
    });

    it('with its own waits where the server asks for none, or for a time gone by', async () => {
      const none = { retryAfterMs: 0 };
      const goneBy = { remaining: 0, resetMs: 0 };
      for (const rateLimit of [none, goneBy]) {
        const { clock, sent } = await scriptedRun({ rows: 1, always: refused(429, '', rateLimit) });
        assert.equal(sent.length, 6);
        assert.deepEqual(clock.sleeps, [1_000, 2_000, 4_000, 8_000, 16_000]);
      }
    });

    it('after the same waits when the clock is changed', async () => {
      const set = (hours: number) => (contacts: Parameters<typeof allGood>[0]) => {
        clock.setBy(hours * 3_600_000);
        return contacts.length === 0 ? unreadable : refused(503, '', { retryAfterMs: 60_000 });
      };
      const clock = new FakeClock();
      clock.onSleep = () => clock.setBy(-7_200_000);
      const replies = [set(-24), set(24), set(-1)];
      const { ending, verdicts } = await scriptedRun({ rows: 3, batchSize: 1, perMinute: 4, replies, clock });
      assert.deepEqual([ending, verdicts], [undefined, 'uuu']);
      assert.deepEqual(clock.sleeps, [60_000, 60_000, 60_000]);
    });

    it('once only after a conflict', async () => {
      const { sent, ending, verdicts } = await scriptedRun({ rows: 2, batchSize: 1, always: refused(409) });
      assert.equal(sent.length, 2);
      assert.equal(ending?.code, 'refused');
      assert.equal(verdicts, 'nn');
    });

    it('not beyond what all waits together may take', async () => {
      const always = refused(429, '', { retryAfterMs: 200_000 });
      const { clock, sent } = await scriptedRun({ rows: 1, always, policy: { maxAttempts: 99 } });
      assert.deepEqual(clock.sleeps, [200_000, 200_000, 200_000, 200_000]);
      assert.equal(sent.length, 5);
    });

    it('not when the server asks for longer than anybody waits', async () => {
      const always = refused(503, '', { retryAfterMs: 300_001 });
      const { clock, ending, verdicts } = await scriptedRun({ rows: 2, batchSize: 1, always });
      assert.deepEqual(clock.sleeps, []);
      assert.equal(ending?.code, 'asked-to-wait');
      assert.equal(verdicts, '?n');
    });
  });

  it('waits between requests as the rate limit of a good reply asks', async () => {
    const slow = (wait: object) => (contacts: Parameters<typeof allGood>[0]) => ({
      ...allGood(contacts),
      rateLimit: wait,
    });
    const asked = slow({ remaining: 0, resetMs: 9_000 }) as never;
    const { clock, waits, verdicts } = await scriptedRun({ rows: 2, batchSize: 1, replies: [asked] });
    assert.deepEqual(clock.sleeps, [9_000]);
    assert.match(waits.join(), /rate limit/);
    assert.equal(verdicts, 'uu');

    const forever = slow({ remaining: 0, resetMs: 1e15 }) as never;
    const long = await scriptedRun({ rows: 3, batchSize: 1, replies: [forever] });
    assert.deepEqual(long.clock.sleeps, []);
    assert.equal(long.verdicts, 'unn');
    assert.equal(long.ending?.code, 'asked-to-wait');

    const last = await scriptedRun({ rows: 1, replies: [forever] });
    assert.deepEqual([last.verdicts, last.ending, last.record.state], ['u', undefined, 'finished']);
  });

  it('keeps the pace', async () => {
    const { clock, sent } = await scriptedRun({ rows: 5, batchSize: 1, perMinute: 3 });
    assert.equal(sent.length, 5);
    assert.deepEqual(clock.sleeps, [20_000, 20_000]);
  });

  describe('ends', () => {
    const endings: [string, Answer, string, string][] = [
      ['at 401', refused(401), 'unauthorized', 'n'],
      ['at 402', refused(402), 'payment-required', 'n'],
      ['at 403', refused(403), 'forbidden', 'n'],
      ['at 404', refused(404), 'not-found', 'n'],
      ['at 415', refused(415), 'refused', 'n'],
      ['at a redirect', refused(307), 'redirected', 'n'],
      ['at a reply that nobody can read', unreadable, 'unreadable-reply', '?'],
      ['at a certificate that nobody trusts', silence('certificate', 'no'), 'certificate', 'n'],
    ];
    for (const [name, answer, code, verdict] of endings) {
      it(`${name}, first thing`, async () => {
        const { ending, verdicts, sent, record } = await scriptedRun({ rows: 3, batchSize: 1, always: answer });
        assert.equal(ending?.code, code);
        assert.equal(sent.length, 1);
        assert.equal(verdicts, `${verdict}nn`);
        assert.equal(record.state, 'stopped');
      });

      it(`${name}, in the middle`, async () => {
        const { ending, verdicts } = await scriptedRun({ rows: 4, batchSize: 1, replies: [allGood, allGood, answer] });
        assert.equal(ending?.code, code);
        assert.equal(verdicts, `uu${verdict}n`);
      });
    }

    it('when the server fails for good twice in a row, and leaves open what may have been done', async () => {
      const { ending, verdicts, sent, record } = await scriptedRun({ rows: 3, batchSize: 1, always: refused(502) });
      assert.equal(ending?.code, 'server-error');
      assert.equal(sent.length, 12);
      assert.equal(verdicts, '??n');
      assert.match(record.notes.join(), /failed for good.*502/);
    });

    it('not when the server failed for good once', async () => {
      const replies = Array.from({ length: 6 }, () => refused(500));
      const { ending, verdicts, record } = await scriptedRun({ rows: 3, batchSize: 1, replies });
      assert.equal(ending, undefined);
      assert.equal(verdicts, '?uu');
      assert.equal(record.state, 'finished');
    });

    it('when it cannot be reached', async () => {
      const { ending, verdicts } = await scriptedRun({ rows: 2, batchSize: 1, always: silence('connection', 'no') });
      assert.equal(ending?.code, 'no-network');
      assert.equal(verdicts, 'nn');
    });
  });

  describe('after a try that may have been carried out', () => {
    const timeout = silence('timeout', 'maybe');
    const conflict = { result: 'failure', code: 409, error: { description: 'Duplicate of t0' } } as const;
    const cases: [string, Answer, string][] = [
      ['401', refused(401), '??'],
      ['a single row’s 400', refused(400), '??'],
      ['a long wait', refused(429, '', { retryAfterMs: 1e9 }), '??'],
      ['a certificate', silence('certificate', 'no'), '??'],
      ['refused items', items([conflict, conflict]), '??'],
      ['contacts that do not exist', items([notFound, notFound]), 'rr'],
      ['success', items([success(sidOf(0)), notFound]), 'ur'],
    ];
    for (const [name, answer, expected] of cases) {
      it(`${name} does not say that it was not`, async () => {
        const rows = name.startsWith('a single') ? 1 : 2;
        const { verdicts, record } = await scriptedRun({ rows, replies: [timeout, answer, answer] });
        assert.equal(verdicts, expected.slice(0, rows));
        if (name === 'refused items')
          assert.match(JSON.stringify(record.outcome(0)), /Duplicate of ….*An earlier attempt/);
      });
    }
  });

  it('leaves a row unknown that an earlier run left so, as long as it has no answer', async () => {
    const known = (row: number) => [row, { verdict: 'unknown', reason: 'silence' }] as const;
    const earlier = { rows: 3, batchSize: 1, unknownBefore: [known(0), known(1)] };
    const { verdicts, outcomes } = await scriptedRun({ ...earlier, replies: [items([notFound]), refused(401)] });
    assert.equal(verdicts, 'r?n');
    assert.match(JSON.stringify(outcomes[1]), /by an earlier run/);
    assert.equal((await scriptedRun(earlier)).verdicts, 'uuu');
  });

  it('never takes a later refusal for the verdict of a row that an earlier run left unknown', async () => {
    const unknownBefore = [[0, { verdict: 'unknown', reason: 'silence' }]] as const;
    const conflict = { result: 'failure', code: 409, error: { description: 'Duplicate of t0' } } as const;
    const whole = await scriptedRun({ rows: 3, unknownBefore, replies: [items([conflict, conflict, notFound])] });
    assert.equal(whole.verdicts, '?rr');
    assert.match(JSON.stringify(whole.outcomes[0]), /Duplicate of ….*An earlier run may have updated this row/);

    const alone = await scriptedRun({ rows: 2, batchSize: 1, unknownBefore, always: refused(400, 'Bad') });
    assert.equal(alone.verdicts, '?r');
    assert.match(JSON.stringify(alone.outcomes[0]), /400.*Bad.*An earlier run may have updated this row/);

    const apart = await scriptedRun({ rows: 2, unknownBefore, always: refused(413) });
    assert.equal(apart.verdicts, '?r');
  });

  describe('when its record cannot be written', () => {
    const full = () => Promise.reject(new Error('ENOSPC'));

    it('sends nothing', async () => {
      const { ending, sent, verdicts } = await scriptedRun({ rows: 2, batchSize: 1, journal: { sending: full } });
      assert.equal(ending?.code, 'journal');
      assert.deepEqual(sent, []);
      assert.equal(verdicts, 'nn');
    });

    it('sends nothing more after a reply, and keeps the verdicts it has', async () => {
      const { ending, sent, verdicts } = await scriptedRun({ rows: 3, batchSize: 1, journal: { settled: full } });
      assert.equal(ending?.code, 'journal');
      assert.deepEqual(sent, [[0]]);
      assert.equal(verdicts, 'unn');
    });

    it('does not try again either', async () => {
      let writes = 0;
      const sending = () => (++writes > 1 ? full() : Promise.resolve());
      const replies = [silence('timeout', 'maybe')];
      const { ending, sent, verdicts } = await scriptedRun({ rows: 2, batchSize: 1, replies, journal: { sending } });
      assert.equal(ending?.code, 'journal');
      assert.deepEqual(sent, [[0]]);
      assert.equal(verdicts, '?n');
    });

    it('ends also when writing fails before it starts', async () => {
      const settled = (): Promise<void> => {
        throw new RangeError('too deep');
      };
      const { ending, verdicts } = await scriptedRun({ rows: 2, batchSize: 1, journal: { settled } });
      assert.equal(ending?.code, 'journal');
      assert.equal(verdicts, 'un');
    });
  });

  it('leaves no row without a verdict when a bug of our own breaks it off', async () => {
    const bug = new TypeError('a bug');
    const always = () => {
      throw bug;
    };
    let seen: RunRecord | undefined;
    const run = scriptedRun({ rows: 3, batchSize: 1, always, onState: (_state, record) => (seen = record) });
    await assert.rejects(run, bug);
    assert.deepEqual([seen?.totals.unknown, seen?.totals.notSent, seen?.totals.pending], [1, 2, 0]);
    assert.equal(seen?.state, 'stopped');
  });
});
