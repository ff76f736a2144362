import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Answer } from '../../../../src/api/answer';
import { askedWait, defaultRetryPolicy as policy, ruleFor, waitBefore } from '../../../../src/core/run/retry';
import { allGood, refused, silence, unreadable } from './scriptedRun';

describe('retry', () => {
  const table: [string, Answer, 'bind' | 'retry' | 'split' | 'stop', 'no' | 'maybe', number?][] = [
    ['results', allGood([]), 'bind', 'maybe'],
    ['a reply that cannot be read', unreadable, 'stop', 'maybe'],
    ['300', refused(300), 'stop', 'no'],
    ['301', refused(301), 'stop', 'no'],
    ['307', refused(307), 'stop', 'no'],
    ['400', refused(400), 'split', 'no'],
    ['401', refused(401), 'stop', 'no'],
    ['402', refused(402), 'stop', 'no'],
    ['403', refused(403), 'stop', 'no'],
    ['404', refused(404), 'stop', 'no'],
    ['405', refused(405), 'stop', 'no'],
    ['408', refused(408), 'retry', 'maybe'],
    ['409', refused(409), 'retry', 'no', 2],
    ['413', refused(413), 'split', 'no'],
    ['415', refused(415), 'stop', 'no'],
    ['418', refused(418), 'stop', 'no'],
    ['429', refused(429), 'retry', 'no'],
    ['500', refused(500), 'retry', 'maybe'],
    ['502', refused(502), 'retry', 'maybe'],
    ['503', refused(503), 'retry', 'maybe'],
    ['504', refused(504), 'retry', 'maybe'],
    ['599', refused(599), 'retry', 'maybe'],
    ['no connection', silence('connection', 'no'), 'retry', 'no'],
    ['an unknown name', silence('name', 'no'), 'retry', 'no'],
    ['a connection that was not made in time', silence('timeout', 'no'), 'retry', 'no'],
    ['no reply in time', silence('timeout', 'maybe'), 'retry', 'maybe'],
    ['a broken connection', silence('connection', 'maybe'), 'retry', 'maybe'],
    ['a bad certificate', silence('certificate', 'no'), 'stop', 'no'],
    ['a stop', silence('stopped', 'maybe'), 'stop', 'maybe'],
    ['a stop before anything left', silence('stopped', 'no'), 'stop', 'no'],
  ];
  for (const [name, answer, then, applied, attempts] of table) {
    it(`has a rule for ${name}: ${then}, carried out: ${applied}`, () => {
      const rule = ruleFor(answer, false);
      assert.deepEqual([rule.then, rule.applied, rule.attempts], [then, applied, attempts]);
      assert.equal(then === 'retry', Boolean(rule.why), 'what is waited for has a reason');
    });
  }

  it('doubles its own waits up to the longest, with jitter of at most a half downwards', () => {
    const waits = (random: number) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 100].map((attempt) => waitBefore(refused(503), attempt, policy, random));
    assert.deepEqual(
      waits(1),
      [1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000),
    );
    assert.deepEqual(
      waits(0),
      [1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 500),
    );
  });

  it('waits of its own after silence and after garbage in the headers', () => {
    assert.equal(waitBefore(silence('timeout', 'maybe'), 1, policy, 1), 1000);
    assert.equal(waitBefore(refused(429, '', { remaining: 0 }), 1, policy, 1), 1000);
    assert.equal(waitBefore(refused(429, '', { remaining: 3, resetMs: 9 }), 1, policy, 1), 1000);
  });

  it('waits as long as the server asks, and never shorter than its own wait, whatever chance says', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ms, attempt, random) => {
          const own = waitBefore(refused(429), attempt, policy, random);
          const wait = (answer: Answer) => waitBefore(answer, attempt, policy, random);
          assert.equal(wait(refused(429, '', { retryAfterMs: ms })), Math.max(own, ms));
          assert.equal(wait(refused(503, '', { remaining: 0, resetMs: ms })), Math.max(own, ms));
          assert.ok(own >= policy.firstWaitMs / 2 && own <= policy.longestOwnWaitMs);
        },
      ),
    );
  });

  it('prefers Retry-After, and asks nothing where requests remain', () => {
    assert.equal(askedWait({ retryAfterMs: 5, remaining: 0, resetMs: 9 }), 5);
    assert.equal(askedWait({ remaining: 0, resetMs: 9 }), 9);
    assert.equal(askedWait({ remaining: 1, resetMs: 9 }), undefined);
    assert.equal(askedWait({ remaining: 0 }), undefined);
    assert.equal(askedWait({}), undefined);
    assert.equal(askedWait({ retryAfterMs: -5 }), 0);
  });

  it('takes Exotel’s 404 of a single contact for a verdict on it, and any other 404 for the end', () => {
    const notFound: Answer = { kind: 'refused', status: 404, error: { code: 1000 }, rateLimit: {} };
    assert.deepEqual(
      [ruleFor(notFound, true), ruleFor(notFound, false), ruleFor(refused(404), true)].map(({ then }) => then),
      ['split', 'stop', 'stop'],
    );
  });
});
