import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { csvOf, openWithGateway, type WindowWithGateway } from './gateway';
import { buttonsIn } from './buttonsIn';
import type { Workbench } from './window';

const copyRequest = 'Exotel Contacts: Copy Request As…';

describe('a request that is copied as code in the window, in Restricted Mode', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    const trust = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
    at = await openWithGateway(
      { 'contacts.csv': `${csvOf(3)},nobody\n`, 'large.csv': csvOf(2_500, (n) => `${n} ${'x'.repeat(400)}`) },
      { ...trust, 'exotelContacts.region': 'ask' },
      { workspaceTrust: true },
    );
    window = at.window;
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.open('contacts.csv');
  });

  after(() => at?.close());

  afterEach(() => window.palette('Notifications: Clear All Notifications'));

  const copied = () => window.page.evaluate<string>('navigator.clipboard.readText()');

  it('comes from the context menu of the editor, in the language that is picked, and asks for the region once', async () => {
    await window.menu(window.page.locator('.editor-instance:visible .view-line').nth(1), 'Copy Request As…');
    await window.quickPicks.filter({ hasText: 'Go 1.16 or newer' }).waitFor();
    assert.deepEqual(await window.quickPicks.locator('.label-name').allInnerTexts(), [
      'cURL',
      'PowerShell',
      'Node.js',
      'PHP',
      'Python',
      'Go',
    ]);
    await window.pick('Go 1.16');
    await window.quickPicks.filter({ hasText: 'my.mum1.exotel.com' }).waitFor();
    await window.pick('Mumbai');
    const message = 'Copied as Go: an update of 3 contacts in Mumbai. 1 row left out because of errors.';
    await window.notification(message).waitFor();
    assert.deepEqual(await buttonsIn(window.notification(message)), ['Show Problems']);
    const code = await copied();
    assert.ok(code.includes('package main') && [1, 2, 3].every((n) => code.includes(sidOf(n))));
  });

  it('has the lines that are selected', async () => {
    await window.page.locator('.editor-instance:visible .view-line').nth(2).click();
    await window.page.keyboard.press('Home');
    await window.page.keyboard.press('Shift+ArrowDown');
    await window.palette(copyRequest);
    await window.pick('Node.js 20');
    await window.notification('Copied as Node.js: an update of 1 contact in Mumbai.').waitFor();
    const code = await copied();
    assert.deepEqual(
      [1, 2, 3].map((n) => code.includes(sidOf(n))),
      [false, true, false],
    );
  });

  it('has its contacts in a file where they are too large for it', async () => {
    await window.open('large.csv');
    await window.palette(copyRequest);
    await window.pick('Python 3.6');
    await eventually(async () => {
      assert.equal(path.basename(await window.quickInput.inputValue()), 'large.request.jsonl');
    });
    await window.page.keyboard.press('Enter');
    await window
      .notification(
        'Copied as Python: an update of 2,500 contacts in Mumbai. The code reads the contacts from large.request.jsonl.',
      )
      .waitFor();
    await window.pressInNotification('large.request.jsonl', 'Open File');
    await window.editorTab('large.request.jsonl').first().waitFor();
    const file = path.join(at.folder, 'large.request.jsonl');
    assert.ok((await copied()).includes(JSON.stringify(file)));
    assert.equal((await fs.readFile(file, 'utf8')).split('\n').length, 2_501);
  });
});
