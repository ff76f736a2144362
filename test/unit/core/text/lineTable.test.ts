import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { LineTable } from '../../../../src/core/text/lineTable';

describe('LineTable', function () {
  this.timeout(120_000);

  const cases: readonly [text: string, offset: number, line: number, character: number][] = [
    ['', 0, 0, 0],
    ['ab', 2, 0, 2],
    ['a\nb', 1, 0, 1],
    ['a\nb', 2, 1, 0],
    ['a\r\nb', 1, 0, 1],
    ['a\r\nb', 3, 1, 0],
    ['a\rb', 2, 1, 0],
    ['a\r\r\nb', 4, 2, 0],
    ['a\n\rb', 3, 2, 0],
    ['a\n', 2, 1, 0],
    ['🙂\nx🙂y', 6, 1, 3],
    ['a\u2028b', 2, 0, 2],
    ['ab', 99, 0, 2],
    ['ab', -1, 0, 0],
  ];
  for (const [text, offset, line, character] of cases) {
    it(`finds ${offset} in ${JSON.stringify(text)} at ${line}:${character}`, () =>
      assert.deepEqual(new LineTable(text).positionAt(offset), { line, character }));
  }

  it('agrees with a split at \\r\\n, \\n and \\r', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bc', '\n', '\r', '\r\n', '🙂')).map((pieces) => pieces.join('')),
        (text) => {
          const table = new LineTable(text);
          const lines = text.split(/\r\n|\n|\r/);
          assert.equal(table.lineCount, lines.length);
          lines.forEach((line, index) => {
            const start = table.lineStart(index);
            assert.equal(text.slice(start, start + line.length), line);
            assert.deepEqual(table.positionAt(start + line.length), { line: index, character: line.length });
            assert.equal(table.lineAt(start), index);
          });
        },
      ),
    ));

  it('is the same after a patch, however much of it was known', () => {
    const pieces = fc.array(fc.constantFrom('a', 'bc', '\n', '\r', '\r\n')).map((all) => all.join(''));
    fc.assert(
      fc.property(pieces, pieces, fc.nat(), fc.nat(), fc.nat(), (text, put, from, to, known) => {
        const [start, end] = [from % (text.length + 1), to % (text.length + 1)].sort((a, b) => a - b) as [
          number,
          number,
        ];
        const now = text.slice(0, start) + put + text.slice(end);
        const before = new LineTable(text);
        before.lineAt(known % (text.length + 1));
        const after = before.after(now, { start, end, shift: put.length - (end - start) });
        const whole = new LineTable(now);
        for (let offset = 0; offset <= now.length; offset++) {
          assert.deepEqual(after.positionAt(offset), whole.positionAt(offset), JSON.stringify({ text, now, offset }));
        }
        assert.equal(after.lineCount, whole.lineCount);
      }),
      { numRuns: 20_000 },
    );
  });

  it('grows with the text', () => {
    const table = new LineTable('x\n'.repeat(100_000));
    assert.equal(table.lineCount, 100_001);
    assert.deepEqual(table.positionAt(123_456), { line: 61_728, character: 0 });
  });
});
