import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const update = 'Exotel Contacts: Update Contacts from This File';
const undo = 'Exotel Contacts: Undo an Update…';

describe('an undo in the window', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway({ 'contacts.csv': csvOf(3) }, { 'exotelContacts.requestsPerMinute': 200 });
    window = at.window;
    at.gateway.contacts.load([1, 2, 3].map((n) => ({ sid: sidOf(n), first_name: `Before ${n}` })));
  });

  after(() => at?.close());

  const firstName = (n: number) => at.gateway.contacts.get(sidOf(n))!.first_name;
  const snapshots = async () => {
    const found = await fs.readdir(at.window.vscode.serverDataDir, { recursive: true });
    return found
      .filter((name) => /snapshots.*\.jsonl$/.test(name))
      .map((name) => path.join(at.window.vscode.serverDataDir, name));
  };

  it('starts with a snapshot that is offered with its cost', async () => {
    await window.open('contacts.csv');
    await window.palette(update);
    await enterCredentials(window, at.gateway);
    await window.dialog
      .filter({ hasText: 'Snapshot first, to be able to undo the update: up to 3 more requests' })
      .waitFor();
    await window.pressInDialog('Snapshot First');
    await window.notification('All 3 contacts in contacts.csv updated').waitFor();
    assert.deepEqual([1, 2, 3].map(firstName), ['name 1', 'name 2', 'name 3']);
    const [snapshot] = await snapshots();
    assert.match(await fs.readFile(snapshot!, 'utf8'), /Before 2/);
  });

  it('shows what was changed since, takes the chosen values in, and sends nothing by itself', async () => {
    for (const n of [2, 3]) {
      at.gateway.contacts.update(at.gateway.contacts.get(sidOf(n))!, { first_name: `Theirs ${n}` });
    }
    await window.palette('Notifications: Clear All Notifications');
    await window.editorTab('contacts.csv').first().click();
    await window.palette(undo);
    await window.pick('contacts.csv');
    await window.pick('The snapshot taken before the update');
    await window.dialog.filter({ hasText: 'to undo the update of contacts.csv?' }).waitFor();
    await window.pressInDialog('Read 3 Contacts');
    await window.dialog.filter({ hasText: '2 values were changed after the update' }).waitFor();
    await window.pressInDialog('Choose…');
    const conflict = window.quickPicks.filter({ hasText: 'Before "Before 3", sent "name 3", in Exotel "Theirs 3"' });
    await conflict.waitFor();
    await conflict.click();
    await window.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
    await window.editorTab('contacts.undo.json').first().waitFor();
    await window.notification('2 contacts to restore; 1 changed since').waitFor();
    const text = await fs.readFile(path.join(at.folder, 'contacts.undo.json'), 'utf8');
    const { origin, credentials } = at.gateway;
    assert.deepEqual(JSON.parse(text), {
      exotel_target: { region: 'custom', origin, accountSid: credentials.accountSid },
      contacts: [1, 3].map((n) => ({ sid: sidOf(n), first_name: `Before ${n}` })),
    });
    assert.equal(firstName(1), 'name 1', 'nothing is sent before the file is updated');
  });

  it('is carried out by an update of the file, and leaves what was not chosen', async () => {
    await window.pressInNotification('2 contacts to restore', 'Update');
    await window.pressInDialog('Update 2 Contacts');
    await window.notification('All 2 contacts in contacts.undo.json updated').waitFor();
    assert.deepEqual([1, 2, 3].map(firstName), ['Before 1', 'Theirs 2', 'Before 3']);
  });

  it('has no snapshot any more after Remove Snapshots', async () => {
    await window.palette('Exotel Contacts: Remove Snapshots');
    await window.pressInDialog('Remove');
    await window.notification('1 snapshot removed.').waitFor();
    await eventually(async () => assert.deepEqual(await snapshots(), []));
  });

  it('has written no value into the history or the log', async () => {
    for (const name of await fs.readdir(at.window.vscode.serverDataDir, { recursive: true })) {
      if (!/runs.*\.jsonl$|\.log$/.test(name)) continue;
      const text = await fs.readFile(path.join(at.window.vscode.serverDataDir, name), 'utf8');
      assert.doesNotMatch(text, /Before [123]|Theirs [123]/, name);
    }
  });
});
