import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { finish, finishInSlices } from '../../../src/core/steps';

function* counting(to: number, seen: number[] = []) {
  for (let n = 1; n <= to; n++) {
    seen.push(n);
    yield;
  }
  return seen.length;
}

describe('steps', () => {
  it('run to their end', async () => {
    assert.equal(finish(counting(5)), 5);
    assert.equal(await finishInSlices(counting(5)), 5);
  });

  it('let others in between two slices', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    while (turns === 0) await turn();
    const before = turns;
    function* busy() {
      while (turns === before) yield;
      return 'others had their turn';
    }
    try {
      assert.equal(await finishInSlices(busy(), undefined, 0), 'others had their turn');
    } finally {
      clearInterval(timer);
    }
  });

  it('end between two slices when they are no longer needed', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const working = finishInSlices(counting(1e9, seen), stop.signal, 0);
    stop.abort(new Error('enough'));
    await assert.rejects(working, /enough/);
    assert.ok(seen.length < 1e9);
  });
});
