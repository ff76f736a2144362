import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway, type WindowWithGateway } from './gateway';
import { buttonsIn } from './buttonsIn';
import type { Workbench } from './window';

const command = 'Exotel Contacts: Update Contacts from This File';
const button = 'Update Contacts from This File';

/** More than 50 MB, of which no extension sees a document. Two rows have something to update. */
function largeFile(): string {
  const long = 'x'.repeat(100_000);
  const rows = Array.from(
    { length: 540 },
    (_, n) => `${sidOf(n === 2 ? 9_999 : n)},${n === 1 || n === 2 ? 'name' : ''},${long}`,
  );
  return ['sid,first_name,notes', ...rows].join('\n');
}

describe('files that are changed, in the window', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway(
      { 'one.csv': csvOf(2), 'two.csv': csvOf(3), 'large.csv': largeFile() },
      {
        'workbench.editorLargeFileConfirmation': 500,
        'files.autoSave': 'off',
        // Else an editor that opens late takes a selection of several files back.
        'explorer.autoReveal': false,
      },
    );
    window = at.window;
    at.gateway.contacts.load([1, 2, 3, 4].map((n) => ({ sid: sidOf(n) })));
    await window.menu(window.file('one.csv'), button);
    await enterCredentials(window, at.gateway);
    await window.pressInDialog('Cancel');
  });

  after(() => at?.close());

  beforeEach(async () => {
    at.gateway.faults.clear();
    at.gateway.requests.clear();
    await window.palette('Notifications: Clear All Notifications');
  });

  const write = (name: string, text: string) => fs.writeFile(path.join(at.folder, name), text);

  async function updateBoth() {
    await window.file('one.csv').click();
    await window.file('two.csv').click({ modifiers: ['Control'] });
    await window.menu(window.file('two.csv'), button);
  }

  it('one of two files changed during the question: nothing is sent, and Run Again asks about both', async () => {
    await updateBoth();
    await window.dialog.filter({ hasText: 'Update 5 contacts of 2 files' }).waitFor();
    await write('two.csv', csvOf(4));
    await window.pressInDialog('Update 5 Contacts');
    const message = window.notification(
      'two.csv changed while you were being asked, so nothing was sent. Check it, then run the command again.',
    );
    await message.waitFor();
    assert.deepEqual(await buttonsIn(message), ['Run Again']);
    assert.equal(at.gateway.requests.length, 0);
    await message.getByRole('button', { name: 'Run Again' }).click();
    await window.dialog.filter({ hasText: 'Update 6 contacts of 2 files' }).waitFor();
    await window.pressInDialog('Update 6 Contacts');
    await window.notification(/2 files at 127\.0\.0\.1:\d+ \(.*\): 6 of 6 rows updated\./).waitFor();
  });

  it('the second of two changed while the first is updated: the message reports both and offers the rest', async () => {
    const reply = latch();
    at.gateway.faults.next({ holdUntil: reply.opened });
    await updateBoth();
    await window.pressInDialog('Update 6 Contacts');
    await eventually(() => assert.equal(at.gateway.requests.length, 1));
    await write('two.csv', csvOf(3));
    reply.open();
    const message = window.notification(
      /two\.csv changed while other files were being updated, so none of it was sent\. Check it, then update the rest\. 1 file at .*: 2 of 2 rows updated\. Not started: two\.csv\./,
    );
    await message.waitFor();
    assert.deepEqual(await buttonsIn(message), ['Update the Rest', 'Show History']);
    // A click on a notification that moves just then is lost.
    await eventually(async () => {
      if (await message.isVisible()) await message.getByRole('button', { name: 'Update the Rest' }).click();
      await window.dialog.waitFor({ timeout: 10_000 });
    });
    await window.pressInDialog('Update 3 Contacts');
    await eventually(() => assert.equal(at.gateway.requests.length, 2));
  });

  it('over 50 MB with unsaved changes: nothing is sent before it is saved', async () => {
    await window.open('large.csv');
    await window.palette(command);
    await window.pressInDialog('Cancel');
    await window.open('large.csv');
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.press('End');
    await window.page.keyboard.type('x');
    await window.page.locator('.tabs-container .tab.dirty').first().waitFor();
    await window.palette(command);
    const message = window.notification('large.csv has unsaved changes');
    await message.waitFor();
    assert.deepEqual(await buttonsIn(message), ['Save']);
    assert.equal(at.gateway.requests.length, 0);
    await message.getByRole('button', { name: 'Save' }).click();
    await window.page.locator('.tabs-container .tab.dirty').first().waitFor({ state: 'hidden' });
  });
});
