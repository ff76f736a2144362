import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { allGood, refused, scriptedRun, sidOf, silence } from './scriptedRun';

/** Refuses a request whole as long as it holds one of the rows. */
function refusing(culprits: readonly number[], status = 400) {
  const sids = new Set(culprits.map(sidOf));
  return (contacts: Parameters<typeof allGood>[0]) =>
    contacts.some(({ sid }) => sids.has(sid)) ? refused(status, 'bad contact') : allGood(contacts);
}

describe('runOperation, with a request refused as a whole', () => {
  it('finds the rows at fault, and the others go through', async () => {
    const { verdicts, outcomes, ending, record, sent } = await scriptedRun({ rows: 8, always: refusing([2]) });
    assert.equal(verdicts, 'uuruuuuu');
    assert.deepEqual(outcomes[2], { verdict: 'rejected', status: 400, error: { description: 'bad contact' } });
    assert.equal(ending, undefined);
    assert.equal(record.state, 'finished');
    assert.deepEqual(sent, [[0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3], [0, 1], [2, 3], [2], [3], [4, 5, 6, 7]]);
    assert.deepEqual([record.requestsDone, record.requestsPlanned], [7, 7]);
    assert.match(record.notes.join(), /being split/);
  });

  it('does so for 413, too', async () => {
    assert.equal((await scriptedRun({ rows: 3, always: refusing([1], 413) })).verdicts, 'uru');
  });

  for (const culprits of [
    [0, 1, 2],
    [0, 499, 999],
    [249, 500, 750],
    [333, 334, 999],
    [124, 375, 876],
  ]) {
    it(`finds 3 of 1,000 in at most 60 requests: ${culprits.join(', ')}`, async () => {
      const { verdicts, sent } = await scriptedRun({ rows: 1000, always: refusing(culprits) });
      assert.equal(verdicts, Array.from({ length: 1000 }, (_, row) => (culprits.includes(row) ? 'r' : 'u')).join(''));
      assert.ok(sent.length <= 60, `${sent.length} requests`);
    });
  }

  it('finds 3 of 1,000 in at most 60 requests, wherever they are', async function () {
    this.timeout(120_000);
    const three = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(three, async (culprits) => {
        const { record, outcomes, sent } = await scriptedRun({ rows: 1000, always: refusing(culprits) });
        assert.ok(sent.length <= 60, `${sent.length} requests`);
        assert.equal(record.totals.updated, 997);
        for (const row of culprits) assert.equal(outcomes[row]?.verdict, 'rejected');
      }),
      { numRuns: 60 },
    );
  });

  it('stops looking when the budget is used up, and says which rows were not found out', async () => {
    const policy = { splitBudget: 6 };
    const { verdicts, sent, record, outcomes, ending } = await scriptedRun({ rows: 16, policy, always: refusing([5]) });
    assert.equal(sent.length, 7);
    assert.equal(verdicts, 'uuuunnuuuuuuuuuu');
    assert.match(JSON.stringify(outcomes[4]), /rejected together with others/);
    assert.match(record.notes.join(), /the limit of 6 requests .* is reached/);
    assert.equal(ending, undefined);
  });

  it('spends the budget on all requests of the run together', async () => {
    const { sent, record } = await scriptedRun({
      rows: 400,
      batchSize: 100,
      always: (contacts) => refused(contacts.length ? 400 : 500),
    });
    assert.equal(sent.length, 4 + 120);
    const { updated, rejected, notSent, total } = record.totals;
    assert.deepEqual([updated, rejected + notSent, total], [0, 400, 400]);
    assert.ok(rejected > 0);
  });

  it('sends no row again that went through', async () => {
    const times = new Map<number, number>();
    await scriptedRun({
      rows: 100,
      always: (contacts) => {
        const reply = refusing([3, 77])(contacts);
        if (reply.kind === 'items') {
          for (const { sid } of contacts) times.set(parseInt(sid, 16), (times.get(parseInt(sid, 16)) ?? 0) + 1);
        }
        return reply;
      },
    });
    assert.equal(times.size, 98);
    assert.ok([...times.values()].every((n) => n === 1));
  });

  it('keeps in mind that an earlier try may have been carried out', async () => {
    const replies = [silence('timeout', 'maybe'), refused(400), allGood, refused(400)];
    assert.equal((await scriptedRun({ rows: 2, replies })).verdicts, 'u?');
    const budget = { splitBudget: 0 };
    assert.equal((await scriptedRun({ rows: 2, replies: replies.slice(0, 2), policy: budget })).verdicts, '??');
    const stopped = [...replies.slice(0, 3), refused(401)];
    assert.equal((await scriptedRun({ rows: 2, replies: stopped })).verdicts, 'u?');
  });

  it('leaves halves that the end of the run caught', async () => {
    const { verdicts, ending } = await scriptedRun({ rows: 4, replies: [refused(400), refused(401)] });
    assert.equal(verdicts, 'nnnn');
    assert.equal(ending?.code, 'unauthorized');
  });

  it('repeats no contact’s value in reasons, notes and messages', async () => {
    const contact = (row: number) => ({ sid: sidOf(row), first_name: `Sentinel${row}`, number: '+12025550123' });
    const words = 'first_name "Sentinel1" of sentinel0 at +12025550123 is bad';
    for (const [status, policy] of [
      [400, { splitBudget: 0 }],
      [401, {}],
      [500, {}],
    ] as const) {
      const { record, ending, outcomes } = await scriptedRun({
        rows: 2,
        contact,
        policy,
        always: refused(status, words),
      });
      const all = JSON.stringify([record.notes, ending?.message, outcomes]);
      assert.doesNotMatch(all, /sentinel\d|2025550123/i);
      assert.match(all, /is bad/);
    }
  });
});
