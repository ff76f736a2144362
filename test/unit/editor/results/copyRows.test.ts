import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { finish } from '../../../../src/core/steps';
import type { ColumnKey } from '../../../../src/core/results/columnKey';
import { copyRows } from '../../../../src/editor/results/copyRows';
import type { CopyFormat } from '../../../../src/protocol';
import { ListedResults } from '../../../listedResults';

const { rows } = new ListedResults([
  [2, 'ab', 'updated', '', '', 1],
  [3, 'cd', 'rejected', '1000', 'Contact "x", not\nfound\there', 2],
]);
const columns: ColumnKey[] = ['line', 'sid', 'verdict', 'code', 'message'];
const copy = (format: CopyFormat, order = [1, 0], of = columns) => finish(copyRows(rows, order, of, format, 'run'));

describe('copyRows', () => {
  it('copies several rows with headers, in the order and with the columns shown', () => {
    assert.equal(
      copy('text'),
      'Line\tContact SID\tVerdict\tCode\tMessage\n3\tcd\tRejected\t1000\tContact "x", not found here\n2\tab\tUpdated\t\t\n',
    );
    assert.equal(copy('text', [0], ['verdict', 'line']), 'Verdict\tLine\nUpdated\t2\n');
  });

  it('copies as CSV that reads back', () => {
    assert.equal(
      copy('csv'),
      'Line,Contact SID,Verdict,Code,Message\n3,cd,Rejected,1000,"Contact ""x"", not\nfound\there"\n2,ab,Updated,,\n',
    );
  });

  it('copies as JSON', () => {
    assert.deepEqual(JSON.parse(copy('json', [0], ['line', 'verdict'])), [{ Line: '2', Verdict: 'Updated' }]);
  });
});
