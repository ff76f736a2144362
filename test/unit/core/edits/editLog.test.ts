import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { EditLog } from '../../../../src/core/edits/editLog';

describe('EditLog', () => {
  it('gives all edits since a version as one patch', () =>
    fc.assert(
      fc.property(
        fc.string({ minLength: 10, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(5), fc.string({ maxLength: 3 })), { maxLength: 5 }),
        fc.nat(5),
        (text, edits, since) => {
          const log = new EditLog(0);
          const texts = [text];
          for (const [at, most, put] of edits) {
            const now = texts.at(-1)!;
            const start = at % (now.length + 1);
            const length = Math.min(most, now.length - start);
            texts.push(now.slice(0, start) + put + now.slice(start + length));
            log.add(texts.length - 1, [{ start, length, text: put }]);
          }
          const version = Math.min(since, texts.length - 1);
          const [before, now] = [texts[version]!, texts.at(-1)!];
          const { start, end, shift } = log.patchSince(version, before.length)!;
          assert.equal(now.length, before.length + shift);
          assert.equal(before.slice(0, start), now.slice(0, start));
          assert.equal(before.slice(end), now.slice(end + shift));
        },
      ),
      { numRuns: 5_000 },
    ));

  it('knows no patch from before it began', () => {
    const log = new EditLog(7);
    assert.equal(log.patchSince(6, 10), undefined);
    assert.ok(log.patchSince(7, 10));
  });
});
