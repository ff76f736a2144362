import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { enterCredentials, openWithGateway, resultRows, type WindowWithGateway } from './gateway';

const total = 12_000;
// Rows 2, 5000 and 5001 fail the local checks, and with 5001 row 7, which has the same sid.
const invalid = new Map([
  [2, 'missing-sid'],
  [7, 'duplicate-sid'],
  [5000, 'malformed-sid'],
  [5001, 'duplicate-sid'],
]);
const unknownToServer = (row: number) => row % 7 === 3;

function sidOfRow(row: number): string {
  return row === 2 ? '' : row === 5000 ? 'has space in it' : sidOf(row === 5001 ? 7 : row);
}

describe('12,000 rows in 12 requests', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  const rows = Array.from({ length: total }, (_, i) => i + 1);
  const rejected = rows.filter((row) => unknownToServer(row) && !invalid.has(row));

  before(async () => {
    const lines = rows.map((row) => `${sidOfRow(row)},name ${row}`);
    at = await openWithGateway({ 'many.csv': ['sid,first_name', ...lines].join('\n') });
    at.gateway.contacts.load(rows.filter((row) => !unknownToServer(row)).map((row) => ({ sid: sidOf(row) })));
    await at.window.open('many.csv');
    await at.window.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(at.window, at.gateway);
    const sent = (total - invalid.size).toLocaleString('en');
    await at.window.dialog.filter({ hasText: `${sent} contacts in 12 requests` }).waitFor();
    await at.window.pressInDialog(`Update ${sent} Contacts`);
    await at.window.notification(/rows updated/).waitFor();
  });

  after(() => at?.close());

  it('are read with progress where there are a hundred times as many', async () => {
    const more = Array.from({ length: 1_200_000 }, (_, n) => `${sidOf(n)},name ${n}`);
    await fs.writeFile(path.join(at.folder, 'huge.csv'), ['sid,first_name', ...more].join('\n'));
    await at.window.menu(at.window.file('huge.csv'), 'Check This File');
    await at.window.notification('Reading huge.csv').waitFor();
    await at.window.notification('huge.csv: 1,200,000 rows checked, no problems found.').waitFor();
    await at.window.notification('Reading huge.csv').waitFor({ state: 'hidden' });
  });

  it('counts every row once, and the counts add up', async () => {
    const page = await at.window.frame('[role=grid]');
    const updated = total - invalid.size - rejected.length;
    const counts = await page.locator('[aria-label="Filter by verdict"]').innerText();
    for (const [count, word] of [
      [total, 'rows'],
      [updated, 'updated'],
      [rejected.length, 'rejected'],
      [invalid.size, 'invalid'],
      [0, 'not sent'],
      [0, 'unknown'],
    ] as const) {
      assert.match(counts, new RegExp(`${count.toLocaleString('en')}\\s+${word}`));
    }
    assert.equal(at.gateway.requests.length, 12);
    assert.equal(await page.locator('[role=grid]').getAttribute('aria-rowcount'), String(total + 1));
  });

  it('has each verdict on its own row', async () => {
    const page = await at.window.frame('[role=grid]');
    for (const row of [1, 2, 3, 7, 1000, 1004, 4998, 5000, 5001, 5002, 11_995, 11_999, 12_000]) {
      await page.getByRole('searchbox').fill(row === 2 ? 'missing-sid' : sidOfRow(row));
      const verdict = invalid.has(row) ? 'Invalid' : unknownToServer(row) ? 'Rejected' : 'Updated';
      await eventually(async () => {
        const shown = (await resultRows(at.window)).find(([line]) => line?.replace(/\D/g, '') === String(row + 1));
        assert.deepEqual(shown?.slice(1, 3), [sidOfRow(row), verdict], `row ${row}`);
      });
    }
    await page.getByRole('searchbox').fill('');
  });

  it('says that VS Code lists only 1,000 problems', async () => {
    const page = await at.window.frame('[role=grid]');
    await page.getByText('VS Code shows at most 1,000 problems per file. This table shows every row.').waitFor();
  });

  it('keeps the page while another tab is in front: it comes back as it was, and is sent no row again', async () => {
    const { window } = at;
    const page = await window.frame('[role=grid]');
    await page.evaluate(`types = []; addEventListener('message', ({ data }) => types.push(data.type))`);
    await page.evaluate(`document.querySelector('[role=grid]').scrollTop = 11_000 * 22`);
    await page.locator('[aria-rowindex="11003"]').waitFor();
    await page.locator('[role=gridcell].sid').first().click();
    const before = await resultRows(window);
    // Into the group of the panel, on top of it.
    await window.editorTab('Exotel Contacts Results').click();
    await window.palette('File: New Untitled Text File');
    const isInFront = () => window.editorTab('Exotel Contacts Results').getAttribute('aria-selected');
    await eventually(async () => assert.equal(await isInFront(), 'false'));
    await window.palette('Exotel Contacts: Show Results');
    await eventually(async () => assert.equal(await isInFront(), 'true'));
    assert.deepEqual(await resultRows(window), before);
    const types = await page.evaluate<string[]>('types');
    assert.ok(!types.includes('snapshot') && !types.includes('rowsFinished'), types.join());
  });
});
