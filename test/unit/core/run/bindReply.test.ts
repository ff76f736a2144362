import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { ReplyCounts, ReplyItem } from '../../../../src/api/answer';
import { bindReply } from '../../../../src/core/run/bindReply';
import { operations } from '../../../../src/core/run/operation';
import { notFound, success } from './scriptedRun';

const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(32)) as [string, string, string];
const unclear: ReplyItem = { result: 'unclear', code: 302 };
const failed = (sid: string): ReplyItem => ({ ...notFound, sid });

/** u updated · r rejected · ? unknown */
function bind(list: readonly ReplyItem[], sids: readonly string[] = [a, b, c], counts: ReplyCounts = {}) {
  const { outcomes, distrust, unboundErrors } = bindReply(sids, list, counts, operations.update);
  const letters = outcomes.map(({ verdict }) => (verdict === 'unknown' ? '?' : verdict[0])).join('');
  return { letters, distrust, unboundErrors };
}

describe('bindReply', () => {
  const trusted: [string, ReplyItem[], string][] = [
    ['the sample reply', [success(a), notFound, notFound], 'urr'],
    ['all updated', [success(a), success(b), success(c)], 'uuu'],
    ['all failed', [notFound, notFound, notFound], 'rrr'],
    ['sids in another case', [success(a.toUpperCase()), notFound, success(c)], 'uru'],
    ['a failure that names its own contact', [success(a), failed(b), success(c)], 'uru'],
    ['a result that cannot be read, among good ones', [success(a), unclear, notFound], 'u?r'],
  ];
  for (const [name, list, expected] of trusted) {
    it(`believes the order: ${name}`, () => {
      assert.deepEqual(bind(list), { letters: expected, distrust: undefined, unboundErrors: [] });
    });
  }

  for (const counts of [
    { total: 3, success: 1, failed: 2 },
    { total: 3, success: 1 },
    { failed: 2 },
    {},
  ] satisfies ReplyCounts[]) {
    it(`believes counts that its results bear out: ${JSON.stringify(counts)}`, () => {
      assert.equal(bind([success(a), notFound, notFound], undefined, counts).letters, 'urr');
    });
  }

  it('lets a result that cannot be read be of either kind', () => {
    for (const success_ of [1, 2]) {
      const counts = { total: 3, success: success_, failed: 3 - success_ };
      assert.equal(bind([success(a), unclear, notFound], undefined, counts).letters, 'u?r');
    }
  });

  for (const counts of [
    { total: 4, success: 1, failed: 2 },
    { total: 3, success: 2, failed: 1 },
    { total: 3, failed: 0 },
    { success: 0 },
  ] satisfies ReplyCounts[]) {
    it(`doubts results that do not bear out the reply’s own counts: ${JSON.stringify(counts)}`, () => {
      const { letters, distrust } = bind([success(a), notFound, notFound], undefined, counts);
      assert.equal(letters, 'u??');
      assert.match(distrust ?? '', /counts/);
    });
  }

  const distrusted: [string, ReplyItem[], string, RegExp][] = [
    ['shuffled successes', [success(b), success(a), notFound], 'uu?', /order/],
    ['turned by one place', [notFound, notFound, success(a)], 'u??', /order/],
    ['too few', [success(a), notFound], 'u??', /2 results for 3 contacts/],
    ['too many', [success(a), success(b), notFound, notFound], 'uu?', /4 results for 3 contacts/],
    ['none', [], '???', /0 results for 3 contacts/],
    ['one object for all', [success(c)], '??u', /1 result for 3 contacts/],
    ['a sid that was not sent', [success('f'.repeat(32)), success(b), notFound], '?u?', /not sent/],
    ['a success without a sid', [success(a), { result: 'success', code: 200 }, notFound], 'u??', /does not say/],
    [
      'all successes without a sid',
      Array.from({ length: 3 }, () => ({ result: 'success' as const })),
      '???',
      /not say/,
    ],
    ['one sid twice', [success(a), success(a), notFound], 'u??', /order/],
    ['success and failure of one sid', [success(a), failed(a), notFound], '???', /order/],
    ["a prototype's names", [success('__proto__'), success('constructor'), notFound], '???', /not sent/],
    ['a failure that names another contact', [failed(c), success(b), success(c)], '?u?', /order/],
    ['an unreadable result that names another contact', [{ ...unclear, sid: b }, notFound, notFound], '???', /order/],
    ['a failure that names an unknown contact', [failed('toString'), notFound, notFound], '???', /not sent/],
  ];
  for (const [name, list, expected, why] of distrusted) {
    it(`guesses nothing: ${name}`, () => {
      const { letters, distrust } = bind(list);
      assert.equal(letters, expected);
      assert.match(distrust ?? '', why);
    });
  }

  it('lists the errors that cannot be assigned', () => {
    const { unboundErrors } = bind([notFound, { result: 'failure' }]);
    assert.deepEqual(unboundErrors, ['Contact not found (Not Found)', 'a failure without a reason']);
  });

  it('keeps the words and the code of a refusal', () => {
    const { outcomes } = bindReply([a], [notFound], {}, operations.update);
    assert.deepEqual(outcomes, [{ verdict: 'rejected', status: 404, error: notFound.error }]);
    assert.deepEqual(bindReply([a], [{ result: 'failure' }], {}, operations.update).outcomes, [
      { verdict: 'rejected', error: {} },
    ]);
  });

  it('binds a prototype name that was sent', () => {
    assert.equal(bind([success('__proto__'), success('constructor')], ['__proto__', 'constructor']).letters, 'uu');
  });

  /** The truth is one result for each contact; the reply is any list at all, made of true and false ones. */
  it('never says what the reply does not say, whatever the reply', () => {
    const sids = ['0', '1', '2', '3', '4'];
    const item = fc.record({
      result: fc.constantFrom('success' as const, 'failure' as const, 'unclear' as const),
      sid: fc.option(fc.constantFrom(...sids, 'x', '__proto__'), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 7 }), fc.integer({ min: 1, max: 5 }), (list, length) => {
        const replied = list.map(({ result, sid }): ReplyItem => (sid === undefined ? { result } : { result, sid }));
        const asked = sids.slice(0, length);
        const { outcomes, distrust } = bindReply(asked, replied, {}, operations.update);
        assert.equal(outcomes.length, length);
        outcomes.forEach(({ verdict }, at) => {
          const own = replied.filter(({ sid }) => sid === asked[at]);
          if (verdict === 'updated') {
            assert.ok(own.some(({ result }) => result === 'success'));
            assert.ok(
              own.every(({ result }) => result === 'success'),
              'nothing says otherwise',
            );
          }
          if (verdict === 'rejected') {
            assert.equal(distrust, undefined);
            assert.equal(replied.length, length);
            assert.equal(replied[at]?.result, 'failure');
            assert.ok(replied.every(({ result, sid }, place) => result !== 'success' || sid === asked[place]));
          }
        });
      }),
      { numRuns: 3000 },
    );
  });

  describe('of new contacts', () => {
    const sent = ['+919845000001', '+919845000002'];
    const made = (number: string | undefined, sid?: string): ReplyItem => ({
      result: 'success',
      code: 200,
      ...(sid !== undefined && { sid }),
      ...(number !== undefined && { number }),
    });
    const known = (number: string | undefined, sid?: string): ReplyItem => ({
      ...made(number, sid),
      result: 'failure',
      code: 409,
    });
    const bound = (list: readonly ReplyItem[], numbers = sent) => {
      const { outcomes, sids, unnamed } = bindReply(numbers, list, {}, operations.create);
      return outcomes.map(({ verdict }, at) =>
        [verdict, ...(sids[at] === undefined ? [] : [sids[at]]), ...(unnamed.includes(at) ? ['alone'] : [])].join(' '),
      );
    };

    const cases: [what: string, list: ReplyItem[], verdicts: string[]][] = [
      [
        'takes the SIDs of new and of known ones',
        [made(sent[0], a), known(sent[1], b)],
        [`created ${a}`, `existing ${b}`],
      ],
      ['binds by number in any order', [made(sent[1], b), made(sent[0], a)], [`created ${a}`, `created ${b}`]],
      [
        'takes no known one’s SID by its position, and lets it be sent alone',
        [made(sent[0], a), known(undefined, b)],
        [`created ${a}`, 'unknown alone'],
      ],
      [
        'believes no position where the order is wrong',
        [known(undefined, b), made(sent[0], a)],
        [`created ${a}`, 'unknown'],
      ],
      ['needs the SID of a new one', [made(sent[0]), made(sent[1], b)], ['unknown', `created ${b}`]],
      ['needs the number of a new one', [made(undefined, a), made(sent[1], b)], ['unknown', `created ${b}`]],
      [
        'takes no SID that could mean something in a file',
        [made(sent[0], '",x'), made(sent[1], b)],
        ['unknown', `created ${b}`],
      ],
      ['rejects a 409 without a contact', [known(undefined), made(sent[1], b)], ['rejected', `created ${b}`]],
    ];
    for (const [what, list, verdicts] of cases) it(what, () => assert.deepEqual(bound(list), verdicts));

    it('gives no row a SID where two results without a number changed places', () => {
      assert.deepEqual(bound([known(undefined, b), known(undefined, a)]), ['unknown alone', 'unknown alone']);
    });

    it('takes the SID of the only contact of a request, unless its result names another one', () => {
      assert.deepEqual(bound([known(undefined, a)], [sent[0]!]), [`existing ${a}`]);
      assert.deepEqual(bound([known(sent[1], a)], [sent[0]!]), ['unknown']);
      assert.deepEqual(bound([known(undefined, a), known(undefined, b)], [sent[0]!]), ['unknown']);
    });

    it('knows a number that Exotel completed, at its own position', () => {
      const numbers = ['09845000001', '9845000002'];
      assert.deepEqual(bound([made(sent[0], a), made(sent[1], b)], numbers), [`created ${a}`, `created ${b}`]);
    });
  });

  describe('of contacts in a list', () => {
    const bound = (list: readonly ReplyItem[]) =>
      bindReply([a, b], list, {}, operations.addToList).outcomes.map(({ verdict }) => verdict);
    const unnamed: ReplyItem = { result: 'success', code: 200 };

    it('takes no success that does not name its contact, though nothing failed', () => {
      assert.deepEqual(bound([unnamed, unnamed]), ['unknown', 'unknown']);
      assert.deepEqual(bound([success(b), unnamed]), ['unknown', 'added']);
      assert.deepEqual(bound([unnamed, notFound]), ['unknown', 'unknown']);
      assert.deepEqual(bound([success(a), notFound]), ['added', 'rejected']);
    });
  });
});
