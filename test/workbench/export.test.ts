import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const update = 'Exotel Contacts: Update Contacts from This File';
const exportResults = 'Exotel Contacts: Export Results…';
const added = 'exotel_verdict,exotel_code,exotel_message';
const notFound = 'rejected,1000,Contact not found (Not Found)';

describe('the results in the window', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway(
      { 'contacts.csv': csvOf(5), 'slow.csv': csvOf(3) },
      { 'exotelContacts.batchSize': 1, 'exotelContacts.requestsPerMinute': 200 },
    );
    window = at.window;
    at.gateway.contacts.load([1, 3, 5].map((n) => ({ sid: sidOf(n) })));
    await window.open('contacts.csv');
    await window.palette(update);
    await enterCredentials(window, at.gateway);
    await window.pressInDialog('Update 5 Contacts');
    await window.notification('contacts.csv: 3 of 5 rows updated; 2 rejected').waitFor();
  });

  after(() => at?.close());

  beforeEach(async () => {
    at.gateway.faults.clear();
    await window.palette('Notifications: Clear All Notifications');
  });

  const read = (name: string) => fs.readFile(path.join(at.folder, name), 'utf8');

  /** Takes the name that the dialog proposes, or another one. */
  async function save(proposed: string, name = proposed): Promise<void> {
    await eventually(async () => assert.equal(path.basename(await window.quickInput.inputValue()), proposed));
    if (name !== proposed) await window.quickInput.fill(path.join(at.folder, name));
    await window.page.keyboard.press('Enter');
  }

  it('are exported from the palette as a file to send again, which opens only when it is asked for', async () => {
    await window.palette(exportResults);
    await window.quickPicks.filter({ hasText: 'Rows That Did Not Go Through' }).filter({ hasText: '2 rows' }).waitFor();
    await window.pick('Rows That Did Not Go Through');
    await save('contacts.failed.csv');
    await window.notification('2 rows exported to contacts.failed.csv.').waitFor();
    const lines = [2, 4].map((n) => `${sidOf(n)},name ${n},${notFound}\n`);
    assert.equal(await read('contacts.failed.csv'), `sid,first_name,${added}\n${lines.join('')}`);
    assert.equal(await window.editorTab('contacts.failed.csv').count(), 0);
    await window.pressInNotification('2 rows exported', 'Open');
    await window.editorTab('contacts.failed.csv').first().waitFor();
    await window.palette('View: Close Editor');
  });

  it('are exported as a page, and the file of the run is never replaced without a question', async () => {
    await window.editorTab('contacts.csv').first().click();
    await window.palette(exportResults);
    await window.quickPicks.filter({ hasText: 'Report with Contacts' }).waitFor();
    await window.pick('What became of each row, without');
    await window.pick('HTML');
    await save('contacts.report.html');
    await window.notification('5 rows exported to contacts.report.html.').waitFor();
    const page = await read('contacts.report.html');
    assert.ok(page.includes(sidOf(4)) && !page.includes('name 4'));

    await window.palette(exportResults);
    await window.pick('All Rows');
    await save('contacts.results.csv', 'contacts.csv');
    // VS Code asks as well, since the file is there.
    const question = window.dialog.filter({ hasText: 'Replace contacts.csv with the export?' });
    const other = window.page.locator('.quick-input-widget:visible').filter({ hasText: /already exists/ });
    await eventually(async () => {
      if (await other.isVisible()) await window.page.keyboard.press('Enter');
      assert.ok(await question.isVisible());
    });
    await window.pressInDialog('Cancel');
    await window.dialog.waitFor({ state: 'hidden' });
    assert.equal(await read('contacts.csv'), csvOf(5));
  });

  it('lead with F4 from row to row while the panel keeps the focus, and say where', async () => {
    await window.palette('Exotel Contacts: Show Results');
    const page = await window.frame('[role=grid]');
    await page.locator('[role=row]').nth(1).click();
    for (const position of ['Failed row 1 of 2', 'Failed row 2 of 2', 'Failed row 1 of 2']) {
      await window.page.keyboard.press('F4');
      const item = window.statusBarItem(position);
      await item.waitFor();
      assert.equal(await item.locator('[role=status]').count(), 1, 'it is read out');
    }
    await window.page.keyboard.press('Shift+F4');
    await window.statusBarItem('Failed row 2 of 2').waitFor();
    await window.editorTab('contacts.csv').first().click();
    await window.statusBarItem('Ln 5, Col 1').waitFor();
  });

  it('are shown as text, which cannot be edited', async () => {
    await window.palette('Exotel Contacts: Show Results as Text');
    await window.editorTab('contacts.csv results.txt').first().waitFor();
    const lines = window.page.locator('.editor-instance:visible .view-line');
    await lines.filter({ hasText: /^Results\sof\scontacts\.csv$/ }).waitFor();
    await window.page.keyboard.type('x');
    await window.page.getByText('Cannot edit in read-only editor').first().waitFor();
    await window.palette('View: Close Editor');
  });

  it('of a long run come with its progress in the status bar, which leads to the panel and goes at the end', async () => {
    const reply = latch();
    const sent = at.gateway.requests.length;
    at.gateway.faults.at(sent + 2, { refuse: { status: 429, retryAfter: 8 } });
    at.gateway.faults.at(sent + 3, { holdUntil: reply.opened });
    await window.open('slow.csv');
    await window.palette(update);
    await window.pressInDialog('Update 3 Contacts');
    await window.statusBarItem('Updating: 1 of 3 (waiting: Exotel’s rate limit is reached)').waitFor();
    const item = window.statusBarItem(/Updating: 1 of 3$/);
    await item.waitFor();
    await window.palette('View: Close All Editors');
    await item.click();
    await window.frame('[role=grid]');
    reply.open();
    await window.notification('slow.csv: 2 of 3 rows updated; 1 rejected').waitFor();
    await window.statusBarItem(/Updating:/).waitFor({ state: 'hidden' });
  });

  it('of a file that was changed before a restart are a report only', async () => {
    const file = path.join(at.folder, 'contacts.csv');
    await window.reload();
    await window.open('contacts.csv');
    await window.palette(exportResults);
    await window.pick('Rows That Did Not Go Through');
    await save('contacts.failed.csv', 'again.csv');
    await window.notification('2 rows exported to again.csv.').waitFor();
    assert.equal(await read('again.csv'), await read('contacts.failed.csv'));

    await window.palette('View: Close All Editors');
    await fs.writeFile(file, csvOf(4));
    await window.reload();
    await window.open('contacts.csv');
    await window.palette(exportResults);
    await window.pick('Rows That Did Not Go Through');
    await window.notification('contacts.csv was changed, moved or deleted since this run').waitFor();
    await window.pressInNotification('contacts.csv was changed', 'Export Report');
    await window.pick('JSON');
    await save('contacts.report.json');
    await window.notification('5 rows exported to contacts.report.json.').waitFor();
    const { counts } = JSON.parse(await read('contacts.report.json')) as { counts: { total: number } };
    assert.equal(counts.total, 5);
  });
});
