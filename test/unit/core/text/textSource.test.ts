import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { LineTable } from '../../../../src/core/text/lineTable';
import { PatchedText } from '../../../../src/core/text/textSource';

const some = fc
  .array(fc.constantFrom('a', 'b', '\n', '\r\n', '🙂'), { maxLength: 12 })
  .map((pieces) => pieces.join(''));

describe('PatchedText', () => {
  it('answers as the string that it represents', () =>
    fc.assert(
      fc.property(some, some, some, some, fc.nat(60), fc.nat(60), (head, gone, patch, tail, from, to) => {
        const text = new PatchedText(head + gone + tail, head.length, patch, tail.length);
        const whole = head + patch + tail;
        assert.equal(text.length, whole.length);
        const [start, end] = [Math.min(from, to), Math.max(from, to)];
        assert.equal(text.slice(start, end), whole.slice(start, end));
        assert.deepEqual([text.charCodeAt(from)], [whole.charCodeAt(from)]);
        for (const character of ['a', '\n', 'c']) {
          assert.equal(text.indexOf(character, from), whole.indexOf(character, from), `${character} from ${from}`);
        }
        const lines = new LineTable(text);
        const expected = new LineTable(whole);
        assert.equal(lines.lineCount, expected.lineCount);
        assert.deepEqual(lines.positionAt(from), expected.positionAt(from));
        assert.equal(text.toString(), whole);
      }),
      { numRuns: 2_000 },
    ));
});
