import assert from 'node:assert/strict';
import * as path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway, resultRows, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const command = 'Exotel Contacts: Update Contacts from This File';
const retry = 'Exotel Contacts: Retry Rows That Did Not Go Through';
const button = 'Update Contacts from This File';

describe('contacts files in the window', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway(
      {
        'people.csv': csvOf(3),
        'warned.csv': `sid,number\n${sidOf(1)},+919876543210\n${sidOf(2)},12345\n`,
        'other.csv': 'name,age\nAsha,30\n',
        'march/contacts.csv': csvOf(2),
        'april/contacts.csv': csvOf(2),
      },
      {
        'workbench.editor.alwaysShowEditorActions': true,
        // Else an untitled file is called like its first line.
        'workbench.editor.untitled.labelFormat': 'name',
        'exotelContacts.requestsPerMinute': 200,
      },
    );
    window = at.window;
  });

  after(() => at?.close());

  beforeEach(async () => {
    at.gateway.faults.clear();
    at.gateway.contacts.reset();
    // The server does not know contact 3.
    at.gateway.contacts.load([1, 2].map((n) => ({ sid: sidOf(n) })));
    await window.palette('View: Close All Editors');
    await window.palette('Notifications: Clear All Notifications');
  });

  /** Waits for the files and problems in the Problems view. */
  async function problems(check: (text: string) => void) {
    await eventually(async () => check((await (await window.problems()).allInnerTexts()).join('\n')));
  }

  it('have the button in the title of their own editor group, and other CSV files do not', async () => {
    await window.open('people.csv');
    await window.editorAction(button).waitFor();
    await window.palette('View: Split Editor Right');
    await window.open('other.csv');
    await window.palette('View: Close Other Editors in Group');
    const groups = window.page.locator('.editor-group-container');
    const buttonIn = (file: string) =>
      groups
        .filter({ has: window.page.getByRole('tab', { name: new RegExp(`^${file}`) }) })
        .locator('.editor-actions')
        .getByRole('button', { name: new RegExp(`^${button}`) })
        .count();
    const bothWays = async () => {
      assert.deepEqual([await buttonIn('people.csv'), await buttonIn('other.csv')], [1, 0]);
    };
    await eventually(bothWays);
    await window.palette('View: Focus First Editor Group');
    await eventually(bothWays);
  });

  it('are not sent by Show Problems in the question, which opens the Problems view', async () => {
    await window.open('warned.csv');
    await window.palette(command);
    await enterCredentials(window, at.gateway);
    await window.dialog.filter({ hasText: '1 row is sent with warnings' }).waitFor();
    await window.page.locator('.markers-panel').waitFor({ state: 'hidden' });
    await window.pressInDialog('Show Problems');
    await window.dialog.waitFor({ state: 'hidden' });
    await window.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'bad-number' }).waitFor();
    assert.equal(at.gateway.requests.length, 0);
    await window.palette(command);
    await window.pressInDialog('Update 2 Contacts');
    await window.notification('warned.csv: 1 of 2 rows updated; 1 rejected').waitFor();
    assert.equal(at.gateway.requests.length, 1);
  });

  it('of the same name are distinguished by their folder, in the question, its progress and its result', async () => {
    const reply = latch();
    at.gateway.faults.next({ holdUntil: reply.opened });
    await window.file('march').click();
    await window.menu(window.file('contacts.csv'), button);
    await window.dialog.filter({ hasText: 'File: march/contacts.csv, 2 rows' }).waitFor();
    await window.pressInDialog('Update 2 Contacts');
    await window.notification('Updating contacts from march/contacts.csv').waitFor();
    reply.open();
    await window.notification('All 2 contacts in march/contacts.csv updated').waitFor();
  });

  it('that were renamed have their verdicts after a reload, and are retried under the new name', async () => {
    await window.open('people.csv');
    await window.palette(command);
    await window.pressInDialog('Update 3 Contacts');
    await window.notification('people.csv: 2 of 3 rows updated; 1 rejected').waitFor();
    await window.menu(window.file('people.csv'), 'Rename...');
    await window.page.locator('.explorer-folders-view input').fill('renamed.csv');
    await window.page.keyboard.press('Enter');
    await window.editorTab('renamed.csv').first().waitFor();
    await window.remembered('renamed.csv","at":');
    await window.reload();
    await window.open('renamed.csv');
    await problems((text) => {
      assert.match(text, /renamed\.csv[^]*Contact not found/);
      assert.doesNotMatch(text, /people/);
    });
    await window.editorTab('renamed.csv').first().click();
    at.gateway.contacts.load([{ sid: sidOf(3) }]);
    await window.palette(retry);
    // In this kind of host secrets live as long as the page, and it was reloaded.
    await enterCredentials(window, at.gateway);
    await window.dialog.filter({ hasText: /File: renamed\.csv, 3 rows[^]*Not sent again: 2 updated/ }).waitFor();
    await window.pressInDialog('Update 1 Contact');
    await window.notification('All 3 contacts in renamed.csv updated').waitFor();
    await eventually(async () => assert.ok((await resultRows(window)).every(([, , verdict]) => verdict === 'Updated')));
  });

  it('that are done are said to be so by an information message, not by an error', async () => {
    await window.open('renamed.csv');
    await window.palette(retry);
    const message = window.notification('Nothing to retry: all rows of renamed.csv are up to date.');
    await message.waitFor();
    assert.equal(await message.locator('.codicon-info').count(), 1);
    assert.equal(await message.locator('.codicon-error').count(), 0);
  });

  it('without a name keep their run when they are saved, and the next one begins anew', async () => {
    const newFile = async () => {
      await window.palette('File: New Untitled Text File');
      await window.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
      await window.page.keyboard.insertText(csvOf(3));
      // Live checks and the recognition have had their turn.
      await window.editorAction(button).waitFor();
    };
    await newFile();
    await window.palette(command);
    await window.pressInDialog('Update 3 Contacts');
    await window.notification('Untitled-1: 2 of 3 rows updated; 1 rejected').waitFor();
    await problems((text) => assert.match(text, /Untitled-1\n(.*\n){0,2}Contact not found/));
    await window.editorTab('Untitled-1').first().click();
    await window.palette('File: Save As...');
    // The dialog replaces what is typed before it proposes a name, and is deaf to the Enter key until it has looked at the folder.
    await eventually(async () => assert.match(await window.quickInput.inputValue({ timeout: 1_000 }), /Untitled-1$/));
    await window.quickInput.fill(path.join(at.folder, 'saved.csv'));
    await eventually(async () => {
      if (await window.quickInput.isVisible()) await window.page.keyboard.press('Enter');
      await window.editorTab('saved.csv').first().waitFor({ timeout: 3_000 });
    });
    await problems((text) => {
      assert.match(text, /saved\.csv\n(.*\n){0,2}Contact not found/);
      assert.doesNotMatch(text, /Untitled/);
    });
    await (await window.frame('[role=grid]')).getByText('saved.csv').first().waitFor();

    await window.editorTab('saved.csv').first().click();
    await window.palette(retry);
    await window.dialog.filter({ hasText: /File: saved\.csv, 3 rows[^]*Not sent again: 2 updated/ }).waitFor();
    await window.pressInDialog('Cancel');

    await newFile();
    await window.editorTab('Untitled-1').first().waitFor();
    await window.palette(retry);
    await window.notification('There is no run of Untitled-1 to retry. The last run was of saved.csv.').waitFor();
    await problems((text) => {
      assert.match(text, /saved\.csv\n(.*\n){0,2}Contact not found/);
      assert.doesNotMatch(text, /Untitled/);
    });
    await window.editorTab('Untitled-1').first().click();
    await window.palette('View: Revert and Close Editor');
  });
});
