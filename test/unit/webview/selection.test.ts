import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Selection } from '../../../src/webview/selection';

const order = Uint32Array.of(9, 3, 5, 1, 7);

function selected(...steps: ((selection: Selection) => void)[]): number[] {
  const selection = new Selection(10);
  for (const step of steps) step(selection);
  return selection.among(order);
}

describe('Selection', () => {
  it('has one row, or adds and removes single ones', () => {
    assert.deepEqual(
      selected((s) => s.only(3)),
      [3],
    );
    assert.deepEqual(
      selected(
        (s) => s.only(3),
        (s) => s.only(5),
      ),
      [5],
    );
    assert.deepEqual(
      selected(
        (s) => s.only(3),
        (s) => s.toggle(1),
        (s) => s.toggle(7),
      ),
      [3, 1, 7],
    );
    assert.deepEqual(
      selected(
        (s) => s.only(3),
        (s) => s.toggle(3),
      ),
      [],
    );
  });

  it('reaches from the anchor to a row in the order shown, either way', () => {
    assert.deepEqual(
      selected(
        (s) => s.only(3),
        (s) => s.extendTo(1, order),
      ),
      [3, 5, 1],
    );
    assert.deepEqual(
      selected(
        (s) => s.only(5),
        (s) => s.extendTo(9, order),
      ),
      [9, 3, 5],
    );
    assert.deepEqual(
      selected(
        (s) => s.only(5),
        (s) => s.extendTo(9, order),
        (s) => s.extendTo(7, order),
      ),
      [5, 1, 7],
    );
  });

  it('starts anew where the anchor is not shown', () => {
    assert.deepEqual(
      selected(
        (s) => s.only(0),
        (s) => s.extendTo(1, order),
      ),
      [1],
    );
  });

  it('has all rows that are shown, and gives them in their order', () => {
    assert.deepEqual(
      selected((s) => s.all(order)),
      [...order],
    );
    const selection = new Selection(10);
    selection.all(order);
    assert.equal(selection.count, 5);
    assert.deepEqual(selection.among(Uint32Array.of(0, 1, 2, 3)), [1, 3]);
  });

  it('is saved in stretches and taken up again, also by a shorter table', () => {
    const selection = new Selection(10);
    for (const row of [2, 3, 4, 8, 9]) selection.toggle(row);
    assert.deepEqual(selection.spans(), [2, 3, 8, 2]);
    const again = new Selection(9);
    again.restore(selection.spans());
    assert.deepEqual(again.among(Uint32Array.from({ length: 9 }, (_, row) => row)), [2, 3, 4, 8]);
    assert.equal(again.count, 4);
  });

  it('is not saved where it is in too many pieces', () => {
    const selection = new Selection(10_000);
    for (let row = 0; row < 10_000; row += 2) selection.toggle(row);
    assert.deepEqual(selection.spans(), []);
  });
});
