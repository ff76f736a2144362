import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { movedLines, type LineChange } from '../../../../src/core/edits/movedLines';

/** One edit after the other, for every range. */
function oneByOne(changes: readonly LineChange[], range: { first: number; last: number }): number | undefined {
  let { first, last } = range;
  for (const change of changes) {
    if (last < change.first) continue;
    if (first <= change.last) return undefined;
    const shift = change.text.split('\n').length - 1 - (change.last - change.first);
    first += shift;
    last += shift;
  }
  return first - range.first;
}

describe('movedLines', () => {
  it('moves what is below an edit, leaves what is above, and gives up what the edit meets', () => {
    const moves = movedLines([{ first: 3, last: 5, text: 'a' }]);
    assert.equal(moves({ first: 2, last: 2 }), 0);
    assert.equal(moves({ first: 2, last: 3 }), undefined);
    assert.equal(moves({ first: 5, last: 5 }), undefined);
    assert.equal(moves({ first: 6, last: 8 }), -2);
  });

  it('says the same as one edit after the other, whatever their order', () => {
    const change = fc.record({
      first: fc.nat(30),
      lines: fc.nat(3),
      text: fc.constantFrom('', 'a', '\n', 'a\nb\n', '\n\n\n'),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.boolean(), (list, fromTheEnd) => {
        const changes = list.map(({ first, lines, text }) => ({ first, last: first + lines, text }));
        if (fromTheEnd) changes.sort((a, b) => b.first - a.first);
        const moves = movedLines(changes);
        for (let first = 0; first < 40; first++) {
          for (const last of [first, first + 1]) {
            assert.equal(moves({ first, last }), oneByOne(changes, { first, last }));
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('looks at each of 50,000 edits once, however many ranges there are', () => {
    let looks = 0;
    const changes = Array.from({ length: 50_000 }, (_, line) => ({
      first: 50_000 - line,
      last: 50_000 - line,
      get text() {
        looks++;
        return 'x';
      },
    }));
    const moves = movedLines(changes);
    for (let line = 0; line < 60_000; line++) moves({ first: line, last: line });
    assert.equal(looks, 50_000);
    assert.equal(moves({ first: 55_000, last: 55_000 }), 0);
  });
});
