import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cheaperWay, requestsOf } from '../../../../src/core/remote/readingCost';
import { describeTime } from '../../../../src/core/run/describeTime';

describe('the cost of reading contacts', () => {
  const all = (total: number | undefined, limit?: number) => requestsOf({ kind: 'all', limit }, total);

  it('is not known for all contacts as long as their number is not', () => {
    assert.equal(all(undefined), undefined);
    assert.equal(all(undefined, 100), 6, 'but for the first 100 it is');
  });

  it('counts a page without a new contact at the end', () => {
    assert.deepEqual(
      [0, 1, 20, 21, 39, 40].map((total) => all(total)),
      [1, 2, 2, 3, 3, 4],
    );
    assert.equal(all(10_000), 528);
  });

  it('ends with the last contact that is wanted', () => {
    assert.deepEqual(
      [1, 20, 21].map((limit) => all(10_000, limit)),
      [1, 1, 2],
    );
    assert.equal(all(5, 20), 2);
  });

  it('reads contacts by sid in the cheaper way', () => {
    assert.equal(cheaperWay(30, undefined), 'oneByOne');
    assert.equal(cheaperWay(528, 10_000), 'oneByOne');
    assert.equal(cheaperWay(529, 10_000), 'pages');
    const sids = ['a', 'b', 'c'];
    assert.equal(requestsOf({ kind: 'sids', sids, way: 'oneByOne' }, undefined), 3);
    assert.equal(requestsOf({ kind: 'sids', sids, way: 'pages' }, 10_000), 528);
  });

  it('is told in minutes at the pace in force', () => {
    assert.equal(describeTime(528, 30), ', about 17 minutes at 30 requests per minute');
    assert.equal(describeTime(30, 30), '');
    assert.equal(describeTime(528, undefined), '');
  });
});
