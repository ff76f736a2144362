import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { fromSpans, toSpans } from '../../../../src/core/journal/spans';

describe('spans', () => {
  it('join what follows one another', () => {
    assert.deepEqual(toSpans([0, 1, 2, 7, 9, 10]), [0, 3, 7, 8, 9, 11]);
    assert.deepEqual(toSpans([]), []);
  });

  it('give back every list of rows', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50)), (rows) => {
        assert.deepEqual(fromSpans(toSpans(rows), 51), rows);
      }),
    );
  });

  it('name no row that is not there', () => {
    assert.deepEqual(fromSpans([1, 1e15, 5, 2, 3], 4), [1, 2, 3]);
  });
});
