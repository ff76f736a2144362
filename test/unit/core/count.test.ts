import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { count, numberText } from '../../../src/core/count';

describe('count', () => {
  it('knows one from many', () => {
    assert.deepEqual(
      [0, 1, 2].map((n) => count(n, 'row')),
      ['0 rows', '1 row', '2 rows'],
    );
  });

  it('writes numbers in the language of the texts, whatever the machine’s is', () => {
    assert.deepEqual([numberText(12_000), count(1_234_567, 'row')], ['12,000', '1,234,567 rows']);
  });
});
