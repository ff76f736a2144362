import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway, resultRows, type WindowWithGateway } from './gateway';
import type { Theme, Workbench } from './window';

const total = 9;
const fails = new Set([3, 5, 7]);

describe('the results panel in the window', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway({ 'contacts.csv': csvOf(total) });
    window = at.window;
    const known = Array.from({ length: total }, (_, n) => n + 1).filter((n) => !fails.has(n));
    at.gateway.contacts.load(known.map((n) => ({ sid: sidOf(n) })));
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.open('contacts.csv');
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(window, at.gateway);
    await window.pressInDialog(`Update ${total} Contacts`);
    await window.notification(/rows updated/).waitFor();
    await window.palette('Notifications: Clear All Notifications');
  });

  after(() => at?.close());

  const page = () => window.frame('[role=grid]');
  const names = async () => (await page()).locator('.body .cell.field > .text').allInnerTexts();

  it('opens below the file where the window is too narrow for both, and cuts no SID', async () => {
    const file = await window.editorTab('contacts.csv').boundingBox();
    const panel = await window.editorTab('Exotel Contacts Results').boundingBox();
    assert.ok(file && panel && panel.y > file.y + 200 && panel.x === file.x);
    const cut = await (
      await page()
    ).evaluate<number>(
      `[...document.querySelectorAll('.cell.sid > .text')].filter((one) => one.scrollWidth > one.clientWidth).length`,
    );
    assert.equal(cut, 0);
  });

  it('says who each row is, also after a reload, from the file that still says the same', async () => {
    const expected = Array.from({ length: total }, (_, n) => `name ${n + 1}`);
    await eventually(async () => assert.deepEqual(await names(), expected));
    await window.remembered('mainThreadWebview-exotelContacts.results');
    await window.reload();
    await eventually(async () => assert.deepEqual(await names(), expected));
  });

  it('has a menu for its rows: copies the SIDs of those that are selected', async () => {
    const frame = await page();
    await frame.getByRole('row', { name: sidOf(3) }).click();
    await frame.getByRole('row', { name: sidOf(5) }).click({ modifiers: ['Control'] });
    await window.menu(frame.getByRole('row', { name: sidOf(5) }), 'Copy SID');
    await window.statusBarItem('Copied the SIDs of 2 rows').waitFor();
    const text = await window.page.evaluate<string>('navigator.clipboard.readText()');
    assert.equal(text, `${sidOf(3)}\n${sidOf(5)}`);
  });

  it('exports the rows that are selected, from its menu', async () => {
    const frame = await page();
    await frame.getByRole('row', { name: sidOf(7) }).click();
    await frame.getByRole('row', { name: sidOf(3) }).click({ modifiers: ['Control'] });
    await window.menu(frame.getByRole('row', { name: sidOf(3) }), 'Export These Rows…');
    await window.quickPicks.filter({ hasText: 'Selected Rows' }).filter({ hasText: '2 rows' }).click();
    await eventually(async () => assert.match(await window.quickInput.inputValue(), /contacts\.failed\.csv$/));
    await window.page.keyboard.press('Enter');
    await window.notification('2 rows exported to contacts.failed.csv.').waitFor();
    const written = await fs.readFile(path.join(at.folder, 'contacts.failed.csv'), 'utf8');
    const [, ...rows] = written.trimEnd().split('\n');
    assert.deepEqual(
      rows.map((line) => line.split(',').slice(0, 4).join()),
      [3, 7].map((n) => `${sidOf(n)},name ${n},rejected,1000`),
    );
    await frame.getByRole('row', { name: sidOf(3) }).click();
    await frame.getByRole('row', { name: sidOf(5) }).click({ modifiers: ['Control'] });
  });

  it('retries the rows that are selected, and no others', async () => {
    at.gateway.contacts.load([3, 5, 7].map((n) => ({ sid: sidOf(n) })));
    const before = at.gateway.requests.length;
    const frame = await page();
    await frame.getByRole('button', { name: 'Actions for Rows' }).click();
    await frame.getByRole('menuitem', { name: 'Retry 2 Selected Rows' }).click();
    // In this kind of host secrets live as long as the page, and it was reloaded.
    await enterCredentials(window, at.gateway);
    await window.dialog.filter({ hasText: 'Not chosen: 1 row' }).waitFor();
    await window.pressInDialog('Update 2 Contacts');
    await eventually(async () => {
      const verdicts = (await resultRows(window)).map((cells) => cells[2]);
      assert.equal(verdicts.filter((verdict) => verdict === 'Updated').length, total - 1);
      assert.equal(verdicts[6], 'Rejected', 'what was not chosen keeps what is known of it');
    });
    const sent = [...at.gateway.requests].slice(before).flatMap(({ sids }) => [...sids]);
    assert.deepEqual(sent, [sidOf(3), sidOf(5)]);
  });

  it('says in which run a row got its verdict, also after a reload', async () => {
    const isOfRunBefore = async (n: number) => {
      const frame = await page();
      await frame.getByRole('row', { name: sidOf(n) }).click();
      await frame.locator('.details .sid').getByText(sidOf(n)).waitFor();
      await frame.locator('.details dt').first().waitFor();
      assert.equal(await frame.locator('.details h2').innerText(), 'Sent');
      return frame.locator('.details').getByText('in the run of').isVisible();
    };
    for (let time = 0; time < 2; time++) {
      assert.equal(await isOfRunBefore(3), false, 'retried');
      for (const n of [1, 7]) assert.equal(await isOfRunBefore(n), true);
      if (time === 0) await window.reload();
    }
    const frame = await page();
    await frame.getByTitle('Show that run').click();
    await frame.getByText('This is an earlier run.').waitFor();
    await frame.getByRole('button', { name: 'Show Latest Run' }).click();
    await frame.getByText('This is an earlier run.').waitFor({ state: 'hidden' });
  });

  it('marks rows that were edited since', async () => {
    await window.editorTab('contacts.csv').first().click();
    await window.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
    await window.page.keyboard.press('Control+End');
    await window.page.keyboard.press('ArrowUp');
    await window.page.keyboard.press('End');
    await window.page.keyboard.type(' new');
    await (await page()).getByRole('row', { name: 'edited since' }).getByText(sidOf(9)).waitFor();
  });

  it('has no flaw that axe knows, in any theme', async () => {
    const axe = await fs.readFile(require.resolve('axe-core'), 'utf8');
    const frame = await page();
    await frame.evaluate(axe);
    await frame.locator('.body .row').nth(2).click();
    await frame.locator('.toggle').click();
    for (const theme of ['dark', 'light', 'high contrast', 'light high contrast'] satisfies Theme[]) {
      await window.theme(theme);
      const { violations } = await frame.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        'axe.run()',
      );
      const flaws = violations.map(({ id, nodes }) => `${theme}, ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      assert.deepEqual(flaws, []);
    }
  });
});
