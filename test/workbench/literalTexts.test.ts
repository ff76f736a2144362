import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway, type WindowWithGateway } from './gateway';
import { openWorkbench, type Workbench } from './window';

/** VS Code makes a link of this in a notification, also in Restricted Mode: the click would close the window. */
const link = '[Show details](command:workbench.action.closeWindow)';
/** How it is shown instead. */
const shown = '[Show details] (command:workbench.action.closeWindow)';
const icon = '$(sync) contacts.csv';

async function assertPlain(place: Locator, text: string): Promise<void> {
  await place.waitFor();
  assert.equal(await place.locator('a, [role=link]').count(), 0, 'nothing there is a link');
  assert.ok((await place.innerText()).includes(text), 'the text can be read');
}

const message = (window: Workbench, text: string) =>
  window.notification(text).locator('.notification-list-item-message');
const clear = (window: Workbench) => window.palette('Notifications: Clear All Notifications');

describe('texts of others in Restricted Mode', function () {
  this.timeout(300_000);
  let folder: string;
  let window: Workbench;

  before(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-test-'));
    await fs.writeFile(path.join(folder, `${link}.csv`), csvOf(1));
    const trust = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
    window = await openWorkbench({ folder, workspaceTrust: true, userSettings: trust });
  });
  after(async () => {
    await window?.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  it('make no link in a notification', async () => {
    await window.open(`${link}.csv`);
    await window.palette('Exotel Contacts: Check This File');
    await assertPlain(message(window, '1 row checked'), `${shown}.csv: 1 row checked`);
  });
});

describe('texts of others in a trusted folder', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway({ [`${link}.csv`]: csvOf(2), [icon]: csvOf(2) });
    window = at.window;
    at.gateway.contacts.load([1, 2].map((n) => ({ sid: sidOf(n) })));
  });
  after(() => at?.close());

  it('make no link of a file’s name in a notification or the title of its progress', async () => {
    let release = () => {};
    at.gateway.faults.next({ holdUntil: new Promise<void>((resolve) => (release = resolve)) });
    await window.open(`${link}.csv`);
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(window, at.gateway);
    await assertPlain(window.dialog.locator('.dialog-message-container'), link);
    await window.pressInDialog('Update 2 Contacts');
    await assertPlain(message(window, 'Updating'), shown);
    release();
    await assertPlain(message(window, 'updated'), shown);
  });

  it('make no icon of a file’s name in a list', async () => {
    await clear(window);
    await window.open(icon);
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await window.pressInDialog('Update 2 Contacts');
    await window.notification('updated').waitFor();
    await window.palette('Exotel Contacts: Show Run History…');
    const run = window.quickPicks.filter({ hasText: 'contacts.csv' }).first();
    await run.filter({ hasText: '$ (sync) contacts.csv' }).waitFor();
    assert.equal(await run.locator('.codicon-sync').count(), 0);
    assert.equal(await run.locator('.codicon-pass').count(), 1, 'the icon of the list is there');
    await window.page.keyboard.press('Escape');
  });

  it('make no link or icon of a list’s name', async () => {
    await clear(window);
    const name = `${link} $(sync) VIP`;
    at.gateway.lists.add([], name);
    await window.editorTab(icon).first().click();
    await window.palette('Exotel Contacts: Add Contacts in This File to a List…');
    const list = window.quickPicks.filter({ hasText: 'VIP' });
    await list.filter({ hasText: '$ (sync) VIP' }).waitFor();
    assert.equal(await list.locator('.codicon-sync').count(), 0);
    await list.first().click();
    await window.pressInDialog('Add 2 Contacts');
    await assertPlain(message(window, 'added to'), shown);
  });

  it('make no link of what the server says', async () => {
    await clear(window);
    at.gateway.faults.next({ refuse: { status: 403, error: { code: 1000, message: link, description: link } } });
    await window.palette('Exotel Contacts: Test Connection');
    await assertPlain(message(window, 'Show details'), shown);
  });
});
