import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { moveFocus } from '../../../src/webview/moveFocus';

const size = { rows: 100, columns: 5, page: 20 };

/** [row, column] where the keys lead from [row, column]; "^" before a key holds Control. */
function walk(from: [number, number], keys: string, table = size): [number, number] {
  let place = { row: from[0], column: from[1] };
  for (const key of keys.split(' ')) {
    place = moveFocus(place, key.replace('^', ''), key.startsWith('^'), table) ?? assert.fail(`${key} leads nowhere`);
  }
  return [place.row, place.column];
}

describe('moveFocus', () => {
  it('goes from row to row and stops at the ends', () => {
    assert.deepEqual(walk([0, -1], 'ArrowDown ArrowDown'), [2, -1]);
    assert.deepEqual(walk([2, -1], 'ArrowUp'), [1, -1]);
    assert.deepEqual(walk([99, -1], 'ArrowDown'), [99, -1]);
  });

  it('goes from a row into its cells and back', () => {
    assert.deepEqual(walk([3, -1], 'ArrowRight ArrowRight'), [3, 1]);
    assert.deepEqual(walk([3, 0], 'ArrowLeft'), [3, -1]);
    assert.deepEqual(walk([3, -1], 'ArrowLeft'), [3, -1]);
    assert.deepEqual(walk([3, 4], 'ArrowRight'), [3, 4]);
    assert.deepEqual(walk([3, 2], 'ArrowDown'), [4, 2]);
  });

  it('goes up into the header and down again', () => {
    assert.deepEqual(walk([0, -1], 'ArrowUp'), [-1, 0]);
    assert.deepEqual(walk([0, 3], 'ArrowUp'), [-1, 3]);
    assert.deepEqual(walk([-1, 0], 'ArrowLeft'), [-1, 0]);
    assert.deepEqual(walk([-1, 0], 'ArrowRight ArrowRight'), [-1, 2]);
    assert.deepEqual(walk([-1, 2], 'ArrowDown'), [0, -1]);
    assert.deepEqual(walk([-1, 2], 'PageDown'), [0, -1]);
  });

  it('turns pages and stops at the ends', () => {
    assert.deepEqual(walk([5, -1], 'PageDown'), [25, -1]);
    assert.deepEqual(walk([95, -1], 'PageDown'), [99, -1]);
    assert.deepEqual(walk([25, 1], 'PageUp'), [5, 1]);
    assert.deepEqual(walk([5, -1], 'PageUp'), [0, -1]);
    assert.deepEqual(walk([-1, 1], 'PageUp'), [-1, 1]);
  });

  it('goes to the first and last row, or cell when in a cell', () => {
    assert.deepEqual(walk([5, -1], 'End'), [99, -1]);
    assert.deepEqual(walk([5, -1], 'Home'), [0, -1]);
    assert.deepEqual(walk([5, 2], 'End'), [5, 4]);
    assert.deepEqual(walk([5, 2], 'Home'), [5, 0]);
    assert.deepEqual(walk([5, 2], '^End'), [99, 2]);
    assert.deepEqual(walk([5, 2], '^Home'), [0, 2]);
    assert.deepEqual(walk([-1, 2], 'End'), [-1, 4]);
  });

  it('stays in the header of an empty table', () => {
    const empty = { rows: 0, columns: 5, page: 20 };
    for (const key of ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', '^End', '^Home']) {
      assert.deepEqual(walk([-1, 2], key, empty), [-1, 2], key);
    }
    assert.deepEqual(walk([-1, 2], 'ArrowRight', empty), [-1, 3]);
  });

  it('leaves other keys alone', () => {
    assert.equal(moveFocus({ row: 0, column: -1 }, 'a', false, size), undefined);
    assert.equal(moveFocus({ row: 0, column: -1 }, 'Tab', false, size), undefined);
  });
});
