import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RowView } from '../../../src/webview/resultRows';
import { listReasons, reasonText } from '../../../src/webview/reasons';
import { ListedResults } from '../../listedResults';
import { PageModel } from './pageModel';

async function reasonsOf(listed: RowView[]): Promise<string[]> {
  const { rows } = await PageModel.of(new ListedResults(listed));
  return listReasons(rows).map((reason) => `${reason.rows} × ${reasonText(reason)}`);
}

describe('listReasons', () => {
  it('says how many rows failed for which reason, the most frequent first', async () => {
    const listed: RowView[] = [
      [2, 'a', 'updated', '', '', 1],
      [3, 'b', 'invalid', 'missing-sid', 'This row has no sid.', 0],
      [4, 'c', 'rejected', '1000', 'Contact not found', 1],
      [5, 'd', 'rejected', '1000', 'Contact not found', 2],
      [6, 'e', null, '', '', 0],
      [7, 'f', 'notSent', '', 'The run was stopped', 0],
    ];
    assert.deepEqual(await reasonsOf(listed), [
      '2 × 1000 Contact not found',
      '1 × missing-sid This row has no sid.',
      '1 × The run was stopped',
    ]);
  });

  it('takes messages for one reason that differ only in what they quote', async () => {
    const listed = [1, 2, 3].map((n): RowView => [n, '', 'warning', 'bad-number', `“9845${n}” is not E.164.`, 0]);
    assert.deepEqual(await reasonsOf(listed), ['3 × bad-number “…” is not E.164.']);
  });

  it('groups by code alone where only the extension holds the messages', async () => {
    const long = 'x'.repeat(300_000);
    const listed = [1, 2, 3, 4].map((n): RowView => [n, '', 'rejected', '1000', `${n}${long}`, 1]);
    assert.ok((await reasonsOf(listed)).includes('3 × 1000'));
  });

  it('groups 500,000 rows', async () => {
    const listed = Array.from({ length: 500_000 }, (_, n): RowView => [n, '', 'rejected', `${n % 40}`, 'No', 1]);
    const { rows } = await PageModel.of(new ListedResults(listed));
    const reasons = listReasons(rows);
    assert.equal(reasons.length, 40);
    assert.equal(reasons[0]!.rows, 12_500);
  });
});
