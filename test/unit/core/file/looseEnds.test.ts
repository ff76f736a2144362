import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { looseEndChanges } from '../../../../src/core/file/looseEnds';
import { RowTracker } from '../../../../src/core/edits/rowTracker';

describe('looseEndChanges', () => {
  const text = 'a,1\nb,2 \nc,3';

  function after(saved: string) {
    const changes = looseEndChanges(text, saved);
    if (!changes) return undefined;
    let result = text;
    for (const { start, length, text: put } of changes)
      result = result.slice(0, start) + put + result.slice(start + length);
    assert.equal(result, saved);
    const tracker = new RowTracker({ starts: Int32Array.of(0, 4, 9), ends: Int32Array.of(3, 8, 12) });
    tracker.apply(changes);
    return [0, 1, 2].map((row) => {
      const range = tracker.rangeOf(row);
      return range && saved.slice(range.start, range.end);
    });
  }

  for (const [name, saved, rows] of [
    ['nothing', text, ['a,1', 'b,2 ', 'c,3']],
    ['a line break at the end', `${text}\n`, ['a,1', 'b,2 ', 'c,3']],
    ['blank lines at the end', `${text}\n \n\n`, ['a,1', 'b,2 ', 'c,3']],
    ['all line breaks', text.replaceAll('\n', '\r\n'), ['a,1', 'b,2 ', 'c,3']],
    ['white space at the end of a row, which is an edit of it', 'a,1\nb,2\nc,3\n', ['a,1', undefined, 'c,3']],
    ['a letter', 'a,1\nb,x \nc,3', undefined],
    ['white space at the beginning of a line', 'a,1\n b,2 \nc,3', undefined],
    ['a line more', `${text}\nd,4`, undefined],
    ['a blank line in the middle', 'a,1\n\nb,2 \nc,3', undefined],
    ['everything', '', undefined],
  ] as const) {
    it(`${name}: ${rows ? 'the rows are where the saved text has them' : 'is more than saving changes'}`, () => {
      assert.deepEqual(after(saved), rows);
    });
  }
});
