import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { closing } from '../../../../src/core/run/operation';
import { defaultRetryPolicy } from '../../../../src/core/run/retry';
import { allGood, FakeClock, refused, scriptedRun, silence, type Reply } from './scriptedRun';

const { stopGraceMs, closeGraceMs } = defaultRetryPolicy;

/** A request that lasts until it is aborted, and then says what the client says. */
const hang =
  (stop: AbortController, delivered: 'no' | 'maybe' = 'maybe'): Reply =>
  (_contacts, signal) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(silence('stopped', delivered)));
      stop.abort();
    });

describe('runOperation, stopped', () => {
  it('before it starts: sends nothing', async () => {
    const stop = new AbortController();
    stop.abort();
    const { sent, verdicts, record, ending } = await scriptedRun({ rows: 3, batchSize: 1, stop });
    assert.deepEqual(sent, []);
    assert.equal(verdicts, 'nnn');
    assert.equal(record.state, 'stopped');
    assert.equal(ending, undefined);
  });

  it('while the record is written: the request does not leave', async () => {
    const stop = new AbortController();
    const sending = async () => stop.abort();
    const { sent, events, verdicts } = await scriptedRun({ rows: 3, batchSize: 1, stop, journal: { sending } });
    assert.deepEqual(sent, []);
    assert.deepEqual(events, ['write 0', 'settle 0', 'settle 1-2']);
    assert.equal(verdicts, 'nnn');
  });

  it('between two requests: the first keeps its verdicts, the rest is not sent', async () => {
    const stop = new AbortController();
    const settled = async () => stop.abort();
    const { sent, verdicts, record } = await scriptedRun({ rows: 3, batchSize: 1, stop, journal: { settled } });
    assert.deepEqual(sent, [[0]]);
    assert.equal(verdicts, 'unn');
    assert.equal(record.state, 'stopped');
  });

  it('during a request: waits for its reply as long as the grace', async () => {
    const stop = new AbortController();
    const clock = new FakeClock();
    clock.endless = stopGraceMs;
    const states: string[] = [];
    const reply: Reply = async (contacts) => {
      stop.abort();
      await Promise.resolve();
      return allGood(contacts);
    };
    const run = scriptedRun({ rows: 4, batchSize: 2, stop, clock, replies: [reply] });
    const { verdicts, record, sent } = await run;
    states.push(record.state);
    assert.equal(verdicts, 'uunn');
    assert.deepEqual(sent, [[0, 1]]);
    assert.deepEqual(clock.sleeps, [stopGraceMs]);
    assert.deepEqual(states, ['stopped']);
  });

  it('during a request: gives it up after the grace, and its rows are unknown', async () => {
    const stop = new AbortController();
    const { verdicts, clock, ending, record } = await scriptedRun({ rows: 4, batchSize: 2, stop, always: hang(stop) });
    assert.equal(verdicts, '??nn');
    assert.deepEqual(clock.sleeps, [stopGraceMs]);
    assert.equal(ending, undefined);
    assert.equal(record.state, 'stopped');
  });

  it('before the request could leave: its rows are not sent', async () => {
    const stop = new AbortController();
    const { verdicts } = await scriptedRun({ rows: 2, batchSize: 1, stop, always: hang(stop, 'no') });
    assert.equal(verdicts, 'nn');
  });

  it('during the last request: is stopped when that is given up, finished when its reply came', async () => {
    const given = new AbortController();
    assert.equal((await scriptedRun({ rows: 1, stop: given, always: hang(given) })).record.state, 'stopped');

    const stop = new AbortController();
    const clock = new FakeClock();
    clock.endless = stopGraceMs;
    const reply: Reply = (contacts) => (stop.abort(), allGood(contacts));
    assert.equal((await scriptedRun({ rows: 1, stop, clock, replies: [reply] })).record.state, 'finished');
  });

  it('while it waits for another try: does not try again', async () => {
    for (const [answer, expected] of [
      [refused(429), 'nn'],
      [refused(503), '?n'],
    ] as const) {
      const stop = new AbortController();
      const clock = new FakeClock();
      clock.onSleep = () => stop.abort();
      const { verdicts, sent, record } = await scriptedRun({ rows: 2, batchSize: 1, stop, clock, always: answer });
      assert.equal(verdicts, expected);
      assert.equal(sent.length, 1);
      assert.equal(record.waiting, undefined);
    }
  });

  it('while it keeps the pace', async () => {
    const stop = new AbortController();
    const clock = new FakeClock();
    clock.onSleep = () => stop.abort();
    const { verdicts } = await scriptedRun({ rows: 3, batchSize: 1, stop, clock, perMinute: 1 });
    assert.equal(verdicts, 'unn');
  });

  it('while a refused request is taken apart', async () => {
    const stop = new AbortController();
    const replies: Reply[] = [refused(400), (contacts) => (stop.abort(), allGood(contacts))];
    const clock = new FakeClock();
    clock.endless = stopGraceMs;
    const { verdicts } = await scriptedRun({ rows: 4, stop, clock, replies });
    assert.equal(verdicts, 'uunn');
  });

  it('with a refusal on its way: that ends nothing, and the words stay', async () => {
    const stop = new AbortController();
    const clock = new FakeClock();
    clock.endless = stopGraceMs;
    const reply: Reply = () => (stop.abort(), refused(401));
    const { verdicts, ending, outcomes } = await scriptedRun({ rows: 2, batchSize: 1, stop, clock, replies: [reply] });
    assert.equal(verdicts, 'nn');
    assert.equal(ending, undefined);
    assert.match(JSON.stringify(outcomes[0]), /401/);
  });

  it('says "stopping" while it waits', async () => {
    const stop = new AbortController();
    const clock = new FakeClock();
    clock.endless = stopGraceMs;
    const seen: string[] = [];
    const reply: Reply = (contacts) => (stop.abort(), allGood(contacts));
    const known = new Map<string, boolean>();
    const run = await scriptedRun({
      rows: 2,
      batchSize: 1,
      stop,
      clock,
      replies: [reply],
      onState: (state) => known.has(state) || (known.set(state, true), seen.push(state)),
    });
    assert.deepEqual(seen, ['running', 'stopping', 'stopped']);
    assert.equal(run.record.state, 'stopped');
  });
});

describe('runOperation, when the window closes', () => {
  it('takes in the reply that comes in time, sends nothing more, and leaves the rest open', async () => {
    const stop = new AbortController();
    const clock = new FakeClock();
    clock.endless = closeGraceMs;
    const reply: Reply = (contacts) => (stop.abort(closing), allGood(contacts));
    const run = await scriptedRun({ rows: 6, batchSize: 2, stop, clock, replies: [reply] });
    assert.equal(run.verdicts, 'uu....');
    assert.deepEqual(run.events, ['write 0-1', 'send 0-1', 'settle 0-1']);
    assert.equal(run.steps.at(-1), 'flush');
    assert.deepEqual(clock.sleeps, [closeGraceMs]);
    assert.deepEqual([run.record.state, run.ending], ['interrupted', undefined]);
  });

  it('gives up a reply before VS Code ends the extension, and its rows stay on their way in the record', async () => {
    const stop = new AbortController();
    const always: Reply = (_contacts, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(silence('stopped', 'maybe')));
        stop.abort(closing);
      });
    const run = await scriptedRun({ rows: 4, batchSize: 2, stop, always });
    assert.equal(run.verdicts, '....');
    assert.deepEqual(run.events, ['write 0-1', 'send 0-1']);
    assert.deepEqual(run.clock.sleeps, [closeGraceMs]);
    assert.ok(closeGraceMs < 5_000, 'VS Code waits 5 seconds, and the record is still to be written');
    assert.equal(run.record.state, 'interrupted');
  });

  it('writes that rows were not sent after all, or not carried out', async () => {
    const beforeSending = new AbortController();
    const sending = async () => beforeSending.abort(closing);
    const unsent = await scriptedRun({ rows: 4, batchSize: 2, stop: beforeSending, journal: { sending } });
    assert.deepEqual([unsent.verdicts, unsent.events], ['nn..', ['write 0-1', 'settle 0-1']]);

    const stop = new AbortController();
    const reply: Reply = () => (stop.abort(closing), refused(400));
    const apart = await scriptedRun({ rows: 4, batchSize: 2, stop, replies: [reply] });
    assert.deepEqual([apart.verdicts, apart.record.state], ['nn..', 'interrupted']);
  });

  it('is over where the last reply came', async () => {
    const last = new AbortController();
    const done: Reply = (contacts) => (last.abort(closing), allGood(contacts));
    assert.equal((await scriptedRun({ rows: 2, stop: last, replies: [done] })).record.state, 'finished');
  });
});
