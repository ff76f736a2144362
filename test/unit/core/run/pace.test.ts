import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { createPace } from '../../../../src/core/run/pace';

describe('pace', () => {
  it('is none without a number', () => {
    const pace = createPace(undefined);
    for (let n = 0; n < 1000; n++) assert.equal(pace.take(0), 0);
  });

  it('lets a minute’s requests go at once, then one for each part of a minute', () => {
    const pace = createPace(3);
    assert.deepEqual(
      [0, 0, 0].map((now) => pace.take(now)),
      [0, 0, 0],
    );
    assert.equal(pace.take(0), 20_000);
    // One more where the fractions do not add up.
    assert.ok([1_000, 1_001].includes(pace.take(19_000)));
    assert.equal(pace.take(20_000), 0);
    assert.equal(pace.take(20_000), 20_000);
    assert.deepEqual(
      [90_000, 90_000, 90_000].map((now) => pace.take(now)),
      [0, 0, 0],
      'full again, and not fuller',
    );
    assert.ok(pace.take(90_000) > 0);
  });

  it('suffers no clock that goes back', () => {
    const pace = createPace(1);
    assert.equal(pace.take(100_000), 0);
    assert.equal(pace.take(40_000), 60_000);
    assert.equal(pace.take(100_000), 0);
  });

  it('needs one wait only, and never lets more through than bucket and time allow', () => {
    const steps = fc.array(fc.nat(90_000), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), steps, (perMinute, pauses) => {
        const pace = createPace(perMinute);
        let now = 0;
        let passed = 0;
        for (const pause of pauses) {
          now += pause;
          const wait = pace.take(now);
          now += wait;
          if (wait > 0) assert.equal(pace.take(now), 0);
          passed++;
          assert.ok(passed <= perMinute + (now * perMinute) / 60_000 + 0.001);
        }
      }),
    );
  });
});
