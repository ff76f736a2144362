import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { enterCredentials, openWithGateway, resultRows, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const total = 45;

describe('downloading and previewing in the window', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway({ 'readme.txt': 'Nothing here yet.\n' });
    ({ window } = at);
    at.gateway.contacts.load(
      Array.from({ length: total }, (_, n) => ({
        sid: sidOf(n + 1),
        number: `+1202555${String(1000 + n)}`,
        first_name: `name ${n + 1}`,
        tag: 'Lead',
        custom_field: { city: 'Pune' },
      })),
    );
  });

  after(() => at?.close());

  const picture = async (name: string) => {
    const folder = process.env['PICTURES'];
    if (folder) await window.screenshot(path.join(folder, `${name}.png`));
  };
  const downloaded = () => path.join(at.folder, 'contacts.csv');

  it('names the cost of a download before it starts, and that is what it costs', async () => {
    await window.palette('Exotel Contacts: Download Contacts to a File…');
    await enterCredentials(window, at.gateway);
    await window.quickPicks.filter({ hasText: 'All contacts' }).click();
    await eventually(async () => assert.match(await window.quickInput.inputValue(), /contacts\.csv$/));
    await picture('save');
    await window.page.keyboard.press('Enter');
    await window.dialog.waitFor();
    const question = await window.dialog.innerText();
    await picture('download question');
    assert.match(question, /Download 45 contacts at/);
    assert.match(question, /Contacts: 45\n/);
    const [, requests] = /Requests: (\d+)/.exec(question) ?? [];
    const [, counting] = /took (\d+) more requests/.exec(question) ?? [];
    assert.equal(at.gateway.requests.length, Number(counting));
    at.gateway.requests.clear();
    await window.pressInDialog('Download 45 Contacts');
    await window.notification('45 contacts at').waitFor();
    await picture('downloaded');
    assert.equal(at.gateway.requests.length, Number(requests));
    const text = await fs.readFile(downloaded(), 'utf8');
    assert.equal(text.split('\n').length, total + 2);
    assert.match(text, /custom_field\.city/);
  });

  it('keeps what was read when it is cancelled, and continues from there', async () => {
    let release = () => {};
    at.gateway.requests.clear();
    await window.palette('Notifications: Clear All Notifications');
    await window.palette('Exotel Contacts: Download Contacts to a File…');
    await window.quickPicks.filter({ hasText: 'All contacts' }).click();
    await eventually(async () => assert.match(await window.quickInput.inputValue(), /contacts\.csv$/));
    await window.quickInput.fill(path.join(at.folder, 'again.jsonl'));
    await window.page.keyboard.press('Enter');
    await window.dialog.waitFor();
    const counted = at.gateway.requests.length;
    at.gateway.faults.at(counted + 2, { holdUntil: new Promise<void>((resolve) => (release = resolve)) });
    await window.pressInDialog('Download 45 Contacts');
    await window.notification('20 of 45 contacts').waitFor();
    await picture('progress');
    await window.pressInNotification('Downloading contacts', 'Cancel');
    await window.notification('The download was stopped. 20 contacts are in again.jsonl.incomplete.jsonl').waitFor();
    release();
    await picture('stopped');
    assert.equal(
      (await fs.readFile(path.join(at.folder, 'again.jsonl.incomplete.jsonl'), 'utf8')).trim().split('\n').length,
      20,
    );
    await window.pressInNotification('The download was stopped', 'Continue');
    await window.dialog.waitFor();
    await picture('continue');
    assert.match(await window.dialog.innerText(), /Downloaded so far: 20/);
    const before = at.gateway.requests.length;
    const [, requests] = /Requests: (\d+)/.exec(await window.dialog.innerText()) ?? [];
    await window.pressInDialog('Continue');
    await window.notification('downloaded to again.jsonl').waitFor();
    assert.equal(at.gateway.requests.length - before, Number(requests));
    const lines = (await fs.readFile(path.join(at.folder, 'again.jsonl'), 'utf8')).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { sid: string }).sid),
      Array.from({ length: total }, (_, n) => sidOf(n + 1)),
    );
  });

  it('starts again, and says so, where the partial file was changed since', async () => {
    let release = () => {};
    at.gateway.requests.clear();
    await window.palette('Notifications: Clear All Notifications');
    await window.palette('Exotel Contacts: Download Contacts to a File…');
    await window.quickPicks.filter({ hasText: 'All contacts' }).click();
    await eventually(async () => assert.match(await window.quickInput.inputValue(), /contacts\.csv$/));
    await window.quickInput.fill(path.join(at.folder, 'torn.jsonl'));
    await window.page.keyboard.press('Enter');
    await window.dialog.waitFor();
    const counted = at.gateway.requests.length;
    at.gateway.faults.at(counted + 2, { holdUntil: new Promise<void>((resolve) => (release = resolve)) });
    await window.pressInDialog('Download 45 Contacts');
    await window.notification('20 of 45 contacts').waitFor();
    await window.pressInNotification('Downloading contacts', 'Cancel');
    await window.notification('The download was stopped').waitFor();
    release();
    const partial = path.join(at.folder, 'torn.jsonl.incomplete.jsonl');
    await fs.writeFile(partial, (await fs.readFile(partial, 'utf8')).replace('name 5', 'name 5 and more'));
    await window.pressInNotification('The download was stopped', 'Continue');
    await window.dialog.waitFor();
    await picture('changed partial file');
    const question = await window.dialog.innerText();
    assert.match(question, /torn\.jsonl\.incomplete\.jsonl was changed since the download was interrupted/);
    assert.doesNotMatch(question, /Downloaded so far/);
    await window.pressInDialog('Download 45 Contacts');
    await window
      .notification('was changed since the download was interrupted, so it starts from the beginning')
      .waitFor();
    const lines = (await fs.readFile(path.join(at.folder, 'torn.jsonl'), 'utf8')).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { first_name: string }).first_name),
      Array.from({ length: total }, (_, n) => `name ${n + 1}`),
    );
  });

  it('keeps a preview when its panel is closed, and leads back to it without a request', async () => {
    await window.palette('View: Close All Editors');
    await window.palette('Notifications: Clear All Notifications');
    const rows = [1, 2, 3].map((n) => `${sidOf(n)},Asha\n`).join('');
    await fs.writeFile(path.join(at.folder, 'kept.csv'), `sid,first_name\n${rows}`);
    await window.open('kept.csv');
    await window.palette('Exotel Contacts: Preview Changes…');
    await window.quickPicks.filter({ hasText: 'With Exotel as it is now' }).click();
    await window.pressInDialog('Read 3 Contacts');
    await window.notification('would change 3 contacts').waitFor();
    await window.palette('View: Close All Editors');
    await window.open('kept.csv');
    at.gateway.requests.clear();
    await window.palette('Exotel Contacts: Preview Changes…');
    const kept = window.quickPicks.first();
    await kept.filter({ hasText: 'Show the preview of' }).waitFor();
    await picture('kept preview');
    await kept.click();
    await eventually(async () => {
      assert.deepEqual(
        (await resultRows(window)).map(([line, , state]) => [line, state]),
        [2, 3, 4].map((line) => [`${line}`, 'Changes']),
      );
    });
    assert.equal(at.gateway.requests.length, 0);
  });

  it('offers to preview the rows that are selected, and no row that only the caret is in front of', async () => {
    const rows = [1, 2, 3].map((n) => `${sidOf(n)},Asha\n`).join('');
    await fs.writeFile(path.join(at.folder, 'selected.csv'), `sid,first_name\n${rows}`);
    await window.open('selected.csv');
    const { keyboard } = window.page;
    await keyboard.press('Control+Home');
    for (const key of ['ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown']) await keyboard.press(key);
    await window.palette('Exotel Contacts: Preview Changes…');
    const selected = window.quickPicks.filter({ hasText: 'only the selected rows' });
    await selected.waitFor();
    assert.match(await selected.innerText(), /selected rows\s*2 rows/);
    await keyboard.press('Escape');
  });

  it('shows what an edited file would change, in the panel and as a comparison', async () => {
    await window.palette('Notifications: Clear All Notifications');
    const text = await fs.readFile(downloaded(), 'utf8');
    const edited = text
      .replace('name 2,', 'Asha,')
      .replace(/(name 3,.*)Lead(.*)Pune/, '$1Member$2Delhi')
      .split('\n')
      .filter((_, line) => line < 5);
    await fs.writeFile(
      path.join(at.folder, 'edited.csv'),
      [...edited, `${sidOf(99)},+12025559999,nobody,,,,,`, ''].join('\n'),
    );
    await window.open('edited.csv');
    await window.palette('Exotel Contacts: Preview Changes…');
    await picture('preview pick');
    await window.quickPicks.filter({ hasText: 'With Exotel as it is now' }).click();
    await window.dialog.waitFor();
    await picture('preview question');
    assert.match(await window.dialog.innerText(), /Requests: 5\n/);
    await window.pressInDialog('Read 5 Contacts');
    await window.notification('would change 2 contacts').waitFor();
    await eventually(async () => {
      assert.deepEqual(
        (await resultRows(window)).map(([line, , state, fields, change]) => [line, state, fields, change]),
        [
          ['2', 'Same', '', ''],
          ['3', 'Changes', 'first_name', 'first_name: name 2 → Asha'],
          ['4', 'Changes', 'tag, custom_field.city', 'tag: Lead → Member; custom_field.city: Pune → Delhi'],
          ['5', 'Same', '', ''],
          ['6', 'Missing', '', ''],
        ],
      );
    });
    await picture('preview');
    const page = await window.frame('[role=grid]');
    await page.getByRole('button', { name: '2 changes' }).click();
    await eventually(async () => assert.equal((await resultRows(window)).length, 2));
    await page.getByRole('button', { name: 'Show Differences' }).click();
    await window.editorTab('edited.csv: before ↔ after the update (2 contacts)').waitFor();
    await window.page.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
    await picture('diff');
    await window.editorTab('edited.csv').first().click();
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await window.dialog.waitFor();
    await picture('update question');
    const question = await window.dialog.innerText();
    assert.match(question, /2 change, 2 stay the same, 1 missing, 0 not read/);
    assert.match(question, /Unknown to Exotel: line 6/);
    await window.pressInDialog('Leave Out Unchanged');
    await window.dialog.filter({ hasText: 'Left out as unchanged: 2 rows' }).waitFor();
    await picture('without unchanged');
    await window.pressInDialog('Update 3 Contacts');
    await eventually(async () => {
      assert.deepEqual(
        (await resultRows(window)).map((cells) => cells[2]),
        ['Not sent', 'Updated', 'Updated', 'Not sent', 'Rejected'],
      );
    });
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await window.dialog.filter({ hasText: 'Preview: out of date, an update has started since' }).waitFor();
    await window.page.keyboard.press('Escape');
  });

  it('previews the one contact that the pointer is on, from its hover', async () => {
    await window.palette('View: Close All Editors');
    await fs.writeFile(path.join(at.folder, 'one.csv'), `sid,first_name\n${sidOf(7)},Asha\n${sidOf(8)},Ravi\n`);
    await window.open('one.csv');
    at.gateway.requests.clear();
    const { page } = window;
    const link = page.locator('.monaco-hover').getByRole('link', { name: 'Preview Changes' });
    await eventually(async () => {
      await page.mouse.move(0, 0);
      await page.locator('.editor-instance:visible .view-line').getByText('Ravi').hover();
      await link.waitFor({ timeout: 5_000 });
    });
    await picture('hover');
    await link.click();
    await window.pressInDialog('Read 1 Contact');
    await window.notification('would change 1 contact').waitFor();
    assert.deepEqual(
      [...at.gateway.requests].map(({ method, sids }) => [method, ...sids]),
      [['GET', sidOf(8)]],
    );
    await eventually(async () => {
      assert.deepEqual(
        (await resultRows(window)).map(([line, , state]) => [line, state]),
        [
          ['2', 'Not read'],
          ['3', 'Changes'],
        ],
      );
    });
  });

  it('offers the same in the lightbulb', async () => {
    await window.editorTab('one.csv').first().click();
    const { page } = window;
    await page.locator('.editor-instance:visible .view-line').getByText('Asha').click();
    await page.keyboard.press('Control+.');
    const actions = page.locator('.action-widget');
    await actions.getByText('Copy this contact as JSON').waitFor();
    await picture('actions');
    // A layer below the list keeps the mouse off for a moment.
    const chosen = actions.locator('.monaco-list-row.focused').filter({ hasText: 'Copy this contact as JSON' });
    await eventually(async () => {
      await page.keyboard.press('ArrowDown');
      assert.ok(await chosen.isVisible());
    });
    await page.keyboard.press('Enter');
    await window.statusBarItem('Copied 1 contact as JSON').waitFor();
  });

  it('updates the one contact that the cursor is on, and no other', async () => {
    const { page } = window;
    at.gateway.requests.clear();
    const chosen = page.locator('.action-widget .monaco-list-row.focused').filter({ hasText: 'Update this contact' });
    // The list closes when the focus moves elsewhere just then.
    await eventually(async () => {
      await page.keyboard.press('Escape');
      await page.locator('.editor-instance:visible .view-line').getByText('Ravi').click();
      await page.keyboard.press('Control+.');
      await chosen.waitFor({ timeout: 5_000 });
    });
    await page.keyboard.press('Enter');
    await window.dialog.waitFor();
    assert.match(await window.dialog.innerText(), /Sent: 1 contact in 1 request[^]*Not chosen: 1 row/);
    await picture('update one');
    await window.pressInDialog('Update 1 Contact');
    await window.notification('1 contact in one.csv updated').waitFor();
    await eventually(async () => {
      assert.deepEqual(
        (await resultRows(window)).map(([, , verdict]) => verdict),
        ['Not sent', 'Updated'],
      );
    });
    await picture('updated one');
    assert.deepEqual(
      [...at.gateway.requests].map(({ method, committed }) => [method, ...committed]),
      [['PUT', sidOf(8)]],
    );
  });
});
