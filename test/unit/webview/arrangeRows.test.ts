import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RowView } from '../../../src/protocol';
import { anyRepeated, arrangeRows } from '../../../src/webview/arrangeRows';
import type { ColumnId } from '../../../src/webview/columns';
import { freshViewState } from '../../../src/webview/viewState';
import type { ViewState } from '../../../src/webview/viewState';

const rows: RowView[] = [
  [2, 'c3', 'updated', '', '', 1],
  [3, 'a1', 'rejected', '1000', 'Contact not found (Not Found)', 1],
  [10, 'b2', null, '', '', 0],
  [12, 'b2ff', 'rejected', '1001', 'Mandatory parameter missing', 2],
  [13, 'd4', 'invalid', 'nothing-to-update', 'Nothing to update', 0],
];

function arrange(changed: Partial<ViewState>): number[] {
  return [...arrangeRows(rows, { ...freshViewState('run'), ...changed })];
}

function sorted(column: ColumnId, descending = false): number[] {
  return arrange({ sort: { column, descending } });
}

describe('arrangeRows', () => {
  it('shows all rows in the order of the file', () => {
    assert.deepEqual(arrange({}), [0, 1, 2, 3, 4]);
  });

  it('shows the chosen verdicts', () => {
    assert.deepEqual(arrange({ states: ['rejected'] }), [1, 3]);
    assert.deepEqual(arrange({ states: ['invalid', 'updated'] }), [0, 4]);
  });

  it('takes a row without a verdict for pending', () => {
    assert.deepEqual(arrange({ states: ['pending'] }), [2]);
  });

  it('looks for text in sid, code and message, whatever its case', () => {
    assert.deepEqual(arrange({ text: 'B2' }), [2, 3]);
    assert.deepEqual(arrange({ text: '1001' }), [3]);
    assert.deepEqual(arrange({ text: 'not FOUND' }), [1]);
  });

  it('looks for a whole line number', () => {
    assert.deepEqual(arrange({ text: '12' }), [3]);
    assert.deepEqual(arrange({ text: ' 13 ' }), [4]);
  });

  it('takes the text literally', () => {
    assert.deepEqual(arrange({ text: '(Not Found)' }), [1]);
    assert.deepEqual(arrange({ text: '.*' }), []);
  });

  it('joins verdict and text', () => {
    assert.deepEqual(arrange({ states: ['rejected'], text: 'missing' }), [3]);
  });

  it('sorts by each column, both ways', () => {
    assert.deepEqual(sorted('line', true), [4, 3, 2, 1, 0]);
    assert.deepEqual(sorted('sid'), [1, 2, 3, 0, 4]);
    assert.deepEqual(sorted('verdict'), [0, 1, 3, 4, 2]);
    assert.deepEqual(sorted('attempts', true), [3, 0, 1, 2, 4]);
  });

  it('keeps the order of the file among equals, both ways', () => {
    assert.deepEqual(sorted('code'), [0, 2, 1, 3, 4]);
    assert.deepEqual(sorted('code', true), [4, 3, 1, 0, 2]);
  });

  it('sorts what the filter left', () => {
    assert.deepEqual(arrange({ states: ['rejected'], sort: { column: 'line', descending: true } }), [3, 1]);
  });
});

describe('anyRepeated', () => {
  it('is true once a row took more than one request', () => {
    assert.equal(anyRepeated(rows.slice(0, 3)), false);
    assert.equal(anyRepeated(rows), true);
  });
});
