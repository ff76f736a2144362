import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { FakeClock, refused, scriptedRun, sidOf } from './scriptedRun';

const cuts = (steps: readonly string[]) => steps.filter((step) => step.startsWith('cut'));

describe('runOperation, while a request is on its way', () => {
  it('makes the next body, and no other; writes a reply’s verdicts with the next request, before it is sent', async () => {
    const { steps, verdicts } = await scriptedRun({ rows: 3, batchSize: 1 });
    assert.deepEqual(steps, [
      ...['cut 0', 'write 0', 'send 0', 'cut 1', 'reply 0', 'settle 0'],
      ...['write 1', 'send 1', 'cut 2', 'reply 1', 'settle 1'],
      ...['write 2', 'send 2', 'reply 2', 'settle 2', 'flush'],
    ]);
    assert.equal(verdicts, 'uuu');
  });

  it('keeps the next body over a try again', async () => {
    const { steps, sent } = await scriptedRun({ rows: 2, batchSize: 1, replies: [refused(503), refused(503)] });
    assert.deepEqual(sent, [[0], [0], [0], [1]]);
    assert.deepEqual(cuts(steps), ['cut 0', 'cut 1']);
  });

  it('lets the next body go when a request is split, and makes it again in its turn', async () => {
    const { steps, sent, verdicts } = await scriptedRun({ rows: 3, batchSize: 2, replies: [refused(400)] });
    assert.deepEqual(sent, [[0, 1], [0], [1], [2]]);
    assert.deepEqual(cuts(steps), ['cut 0', 'cut 1', 'cut 2', 'cut 0', 'cut 1', 'cut 2']);
    assert.equal(verdicts, 'uuu');
  });

  it('has the verdicts on the disk before it waits for the pace', async () => {
    const { steps } = await scriptedRun({ rows: 2, batchSize: 1, perMinute: 1 });
    assert.deepEqual(steps.slice(steps.indexOf('settle 0')), [
      ...['settle 0', 'flush', 'sleep', 'write 1', 'send 1', 'reply 1', 'settle 1', 'flush'],
    ]);
  });

  it('has them there before a wait that the server asks for, and when that cannot be done waits no more', async () => {
    const asked = (contacts: readonly { sid: string }[]) => ({
      kind: 'items' as const,
      status: 207,
      items: contacts.map(({ sid }) => ({ result: 'success' as const, code: 200, sid })),
      counts: {},
      rateLimit: { remaining: 0, resetMs: 9_000 },
    });
    const clock = new FakeClock();
    const { steps } = await scriptedRun({ rows: 2, batchSize: 1, replies: [asked], clock });
    assert.deepEqual(steps.slice(steps.indexOf('settle 0')).slice(0, 3), ['settle 0', 'flush', 'sleep']);

    const settled = () => Promise.reject(new Error('ENOSPC'));
    const full = await scriptedRun({ rows: 2, batchSize: 1, replies: [asked], journal: { settled } });
    assert.deepEqual([full.clock.sleeps, full.verdicts, full.ending?.code], [[], 'un', 'journal']);
  });

  it('has them there when it is stopped, and makes nothing ahead then', async () => {
    const stop = new AbortController();
    const { steps } = await scriptedRun({
      rows: 3,
      batchSize: 1,
      stop,
      journal: { sending: async () => stop.abort() },
    });
    assert.deepEqual(steps, ['cut 0', 'write 0', 'settle 0', 'settle 1-2', 'flush']);
  });

  it('has them there when a fault of our own breaks it off: in making a body ahead it waits until its turn has come', async () => {
    const toJSON = () => {
      throw new TypeError('a bug');
    };
    const contact = (row: number) => ({ sid: sidOf(row), ...(row === 1 && { toJSON }) });
    const written: string[] = [];
    const settled = async () => void written.push('settled');
    await assert.rejects(scriptedRun({ rows: 2, batchSize: 1, contact, journal: { settled } }), /a bug/);
    assert.deepEqual(written, ['settled']);
  });
});
