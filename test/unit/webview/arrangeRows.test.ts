import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ColumnKey } from '../../../src/core/results/columnKey';
import type { RowView } from '../../../src/webview/resultRows';
import { freshViewState } from '../../../src/webview/viewState';
import type { ViewState } from '../../../src/webview/viewState';
import { ListedResults } from '../../listedResults';
import { PageModel } from './pageModel';

const rows: RowView[] = [
  [2, 'c3', 'updated', '', '', 1],
  [3, 'a1', 'rejected', '1000', 'Contact not found (Not Found)', 1],
  [10, 'b2', null, '', '', 0],
  [12, 'b2ff', 'rejected', '1001', 'Mandatory parameter missing', 2],
  [13, 'd4', 'invalid', 'nothing-to-update', 'Nothing to update', 0],
];

const longMessage = 'x'.repeat(600_000);

async function arrange(changed: Partial<ViewState>, listed = rows): Promise<number[]> {
  const page = await PageModel.of(new ListedResults([...listed]));
  return page.arrange({ ...freshViewState('run'), ...changed });
}

function sorted(column: ColumnKey, descending = false): Promise<number[]> {
  return arrange({ sort: { column, descending } });
}

describe('arrangeRows', () => {
  it('shows all rows in the order of the file', async () => {
    assert.deepEqual(await arrange({}), [0, 1, 2, 3, 4]);
  });

  it('shows the chosen verdicts', async () => {
    assert.deepEqual(await arrange({ states: ['rejected'] }), [1, 3]);
    assert.deepEqual(await arrange({ states: ['invalid', 'updated'] }), [0, 4]);
  });

  it('takes a row without a verdict for pending', async () => {
    assert.deepEqual(await arrange({ states: ['pending'] }), [2]);
  });

  it('looks for text in sid, code and message, whatever its case', async () => {
    assert.deepEqual(await arrange({ text: 'B2' }), [2, 3]);
    assert.deepEqual(await arrange({ text: '1001' }), [3]);
    assert.deepEqual(await arrange({ text: 'not FOUND' }), [1]);
  });

  it('looks for a whole line number', async () => {
    assert.deepEqual(await arrange({ text: '12' }), [3]);
    assert.deepEqual(await arrange({ text: ' 13 ' }), [4]);
  });

  it('takes the text literally', async () => {
    assert.deepEqual(await arrange({ text: '(Not Found)' }), [1]);
    assert.deepEqual(await arrange({ text: '.*' }), []);
  });

  it('joins verdict and text', async () => {
    assert.deepEqual(await arrange({ states: ['rejected'], text: 'missing' }), [3]);
  });

  it('sorts by each column, both ways', async () => {
    assert.deepEqual(await sorted('line', true), [4, 3, 2, 1, 0]);
    assert.deepEqual(await sorted('sid'), [1, 2, 3, 0, 4]);
    assert.deepEqual(await sorted('verdict'), [0, 1, 3, 4, 2]);
    assert.deepEqual(await sorted('attempts', true), [3, 0, 1, 2, 4]);
  });

  it('keeps the order of the file among equals, both ways', async () => {
    assert.deepEqual(await sorted('code'), [0, 2, 1, 3, 4]);
    assert.deepEqual(await sorted('code', true), [4, 3, 1, 0, 2]);
  });

  it('sorts what the filter left', async () => {
    assert.deepEqual(await arrange({ states: ['rejected'], sort: { column: 'line', descending: true } }), [3, 1]);
  });

  it('looks for text in messages that only the extension holds, and sorts by them', async () => {
    const listed: RowView[] = [
      [2, 'c3', 'rejected', '1000', `b ${longMessage}`, 1],
      [3, 'a1', 'rejected', '1001', `a ${longMessage} (needle)`, 1],
      [4, 'b2', 'rejected', '1002', 'm', 1],
    ];
    assert.deepEqual(await arrange({ text: 'NEEDLE' }, listed), [1]);
    assert.deepEqual(await arrange({ text: '1001' }, listed), [1]);
    assert.deepEqual(await arrange({ sort: { column: 'message', descending: false } }, listed), [1, 0, 2]);
    assert.deepEqual(await arrange({ sort: { column: 'message', descending: true } }, listed), [2, 0, 1]);
  });
});

describe('arrangeRows by reason', () => {
  const refused = (line: number, code: string, message: string): RowView => [line, 'a', 'rejected', code, message, 1];

  it('shows one failure reason, whatever its messages quote, together with the other filters', async () => {
    const listed: RowView[] = [
      refused(2, '1002', '“12345” is not a number'),
      refused(3, '1000', 'Contact not found'),
      refused(4, '1002', '“98450” is not a number'),
      [5, 'a', 'updated', '', '', 1],
    ];
    const reasons = ['rejected\n1002\n“…” is not a number'];
    assert.deepEqual(await arrange({ reasons }, listed), [0, 2]);
    assert.deepEqual(await arrange({ reasons, text: '98450' }, listed), [2]);
    assert.deepEqual(await arrange({ reasons, states: ['invalid'] }, listed), []);
    assert.deepEqual(await arrange({ reasons, sort: { column: 'line', descending: true } }, listed), [2, 0]);
  });

  it('shows nothing for a reason that is gone', async () => {
    assert.deepEqual(await arrange({ reasons: ['rejected\n1\ngone'] }), []);
  });
});

describe('ResultRows', () => {
  it('knows once a row took more than one request', async () => {
    const pageOf = (listed: RowView[]) => PageModel.of(new ListedResults(listed));
    assert.equal((await pageOf(rows.slice(0, 3))).rows.repeated, false);
    assert.equal((await pageOf(rows)).rows.repeated, true);
  });
});
