import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { rowHeight, rowWindow } from '../../../src/webview/rowWindow';

describe('rowWindow', () => {
  it('has every row in view, wherever the table is scrolled, and few others', () => {
    const height = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12_000_000 }),
        height,
        fc.integer({ min: 1, max: 500_000 }),
        (top, high, count) => {
          const { first, end } = rowWindow(top, high, count);
          const [firstSeen, lastSeen] = [Math.floor(top / rowHeight), Math.ceil((top + high) / rowHeight) - 1];
          assert.ok(first >= 0 && end <= count);
          if (firstSeen < count) assert.ok(first <= firstSeen);
          assert.ok(end > Math.min(lastSeen, count - 1));
          assert.ok(end - first <= high / rowHeight + 26, `${end - first} rows`);
        },
      ),
    );
  });

  it('is empty where there are no rows', () => {
    assert.deepEqual(rowWindow(0, 400, 0), { first: 0, end: 0 });
  });
});
