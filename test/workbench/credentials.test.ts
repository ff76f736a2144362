import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox';
import { openWorkbench, type Workbench } from './window';

const contacts = 'sid,first_name\n83ba26b7f11c4e75b4043c8b33ceba49,Asha\n';

async function folderWithContacts(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-test-'));
  await fs.writeFile(path.join(folder, 'contacts.csv'), contacts);
  await fs.writeFile(path.join(folder, 'notes.csv'), 'day,text\nMonday,nothing\n');
  return folder;
}

/** Everything VS Code wrote below a folder. */
async function textBelow(folder: string): Promise<string> {
  const files = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => fs.readFile(path.join(file.parentPath, file.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

describe('region and credentials in the window', function () {
  this.timeout(300_000);
  let folder: string;
  let gateway: Sandbox;
  let window: Workbench;

  before(async () => {
    folder = await folderWithContacts();
    gateway = await startSandbox();
    const elsewhere = { 'exotelContacts.customEndpoint': 'http://127.0.0.1:9' };
    await fs.mkdir(path.join(folder, '.vscode'));
    await fs.writeFile(
      path.join(folder, '.vscode', 'settings.json'),
      JSON.stringify({ ...elsewhere, 'editor.fontSize': 29 }),
    );
    window = await openWorkbench({
      folder,
      userSettings: { 'exotelContacts.customEndpoint': gateway.origin },
      machineSettings: { ...elsewhere, 'editor.lineHeight': 47 },
    });
  });

  after(async () => {
    await window?.close();
    await gateway?.stop();
    await fs.rm(folder, { recursive: true, force: true });
  });

  const status = (text: string) => window.statusBarItem(text).waitFor();
  const press = (key: string) => window.page.keyboard.press(key);
  const focusedPick = () => window.page.locator('.quick-input-list .monaco-list-row.focused').innerText();

  it('shows status bar item and title button for contacts files only', async () => {
    const button = window.editorAction('Update Contacts from This File');
    await window.open('contacts.csv');
    await status('Exotel: Choose Region');
    await button.waitFor();
    await window.open('notes.csv');
    await window.statusBarItem('Exotel:').waitFor({ state: 'hidden' });
    await button.waitFor({ state: 'hidden' });
  });

  it('recognises a contacts file while it is being written', async () => {
    await press('Control+A');
    await window.page.keyboard.type('sid,tag');
    await status('Exotel: Choose Region');
    await press('Control+Z');
    await window.statusBarItem('Exotel:').waitFor({ state: 'hidden' });
    await window.palette('File: Revert File');
    await window.open('contacts.csv');
    await status('Exotel: Choose Region');
  });

  it('asks for the region before anything is sent, and does nothing when the user backs out', async () => {
    await window.palette('Exotel Contacts: Test Connection');
    await window.quickPicks.filter({ hasText: 'nothing leaves this machine' }).waitFor();
    await window.quickPicks.filter({ hasText: 'Singapore' }).filter({ hasText: 'my.exotel.com' }).waitFor();
    await window.quickPicks.filter({ hasText: 'Mumbai' }).filter({ hasText: 'my.mum1.exotel.com' }).waitFor();
    assert.equal(await window.quickPicks.count(), 4);
    assert.match(await focusedPick(), /Sandbox/, 'Enter alone chooses nothing real');
    await press('Escape');
    await window.quickInput.waitFor({ state: 'hidden' });
    await status('Exotel: Choose Region');
    assert.deepEqual(await window.notificationTexts(), []);
  });

  it('remembers the region, and finds the sandbox reachable', async () => {
    await window.palette('Exotel Contacts: Test Connection');
    await window.pick('Sandbox');
    await window.notification('Connected to Sandbox').waitFor();
    await status('Exotel: Sandbox');
  });

  it('switches region by a click on the status bar', async () => {
    await window.statusBarItem('Exotel: Sandbox').click();
    await window.pick('Custom endpoint');
    await status('Exotel: Custom endpoint (no credentials)');
  });

  it('starts on the current region when it is switched', async () => {
    await window.statusBarItem('Exotel: Custom endpoint').click();
    await window.quickPicks.filter({ hasText: 'my.mum1.exotel.com' }).waitFor();
    assert.match(await focusedPick(), /Custom endpoint/);
    await press('Escape');
    await window.quickInput.waitFor({ state: 'hidden' });
  });

  it('takes no custom endpoint from the settings of a workspace or a machine, such as a dev container’s', async () => {
    const line = `getComputedStyle(document.querySelector('.editor-instance .view-line'))`;
    await window.page.waitForFunction(`${line}.fontSize === '29px' && ${line}.lineHeight === '47px'`);
    await window.palette('Exotel Contacts: Switch Region');
    const custom = window.quickPicks.filter({ hasText: 'Custom endpoint' });
    await custom.filter({ hasText: new URL(gateway.origin).host }).waitFor();
    await press('Escape');
    await window.quickInput.waitFor({ state: 'hidden' });
  });

  it('leads from sending without credentials straight to their three inputs', async () => {
    await window.palette('Exotel Contacts: Test Connection');
    await window.page
      .locator('.quick-input-widget:visible')
      .filter({ hasText: new URL(gateway.origin).host })
      .waitFor();
    await window.page.locator('.quick-input-widget:visible').filter({ hasText: '(1/3)' }).waitFor();
    await press('Escape');
    await window.quickInput.waitFor({ state: 'hidden' });
    assert.equal(gateway.requests.length, 0);
  });

  it('asks for credentials in three steps, with a way back, and checks each', async () => {
    await window.palette('Exotel Contacts: Set API Credentials…');
    await window.answer('API key', 'two words');
    await window.quickInputMessage.filter({ hasText: 'cannot contain white space' }).waitFor();
    await window.answer('cannot contain white space', ' sentinel-key ');
    await window.page.locator('.quick-input-widget:visible').filter({ hasText: 'API token' }).waitFor();
    assert.equal(await window.quickInput.getAttribute('type'), 'password');
    await window.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'Back' }).click();
    await window.page.locator('.quick-input-widget:visible').filter({ hasText: 'API key' }).waitFor();
    assert.equal(await window.quickInput.inputValue(), 'sentinel-key', 'what was entered is still there');
    await press('Enter');
    await window.answer('API token', 'sentinel-token');
    await window.answer('Account SID', '../elsewhere');
    await window.quickInputMessage.filter({ hasText: 'looks like exotel8u3' }).waitFor();
    await window.answer('looks like', gateway.credentials.accountSid);
    await status(`Exotel: Custom endpoint (${gateway.credentials.accountSid})`);
  });

  it('reports a wrong key, and what to do', async () => {
    await window.pressInNotification('credentials of', 'Test Connection');
    const message = window.notification(/rejected the key or the token \(401\).*region/);
    await message.waitFor();
    await message.getByRole('button', { name: 'Switch Region' }).waitFor();
    await message.getByRole('button', { name: 'Set Credentials' }).click();
    await window.answer('API key', gateway.credentials.apiKey);
    await window.answer('API token', gateway.credentials.apiToken);
    await window.page.locator('.quick-input-widget:visible').filter({ hasText: 'Account SID' }).waitFor();
    assert.equal(await window.quickInput.inputValue(), gateway.credentials.accountSid, 'the account in question');
    await press('Enter');
    await window.pressInNotification('credentials of', 'Test Connection');
    await window.notification(`Connected to ${new URL(gateway.origin).host} (`).waitFor();
  });

  it('adds a second account, and switches between the two', async () => {
    await window.palette('Exotel Contacts: Switch Region');
    await window.pick(`Add an Account at ${new URL(gateway.origin).host}…`);
    await window.answer('API key', 'sentinel-key-2');
    await window.answer('API token', 'sentinel-token-2');
    await window.page.locator('.quick-input-widget:visible').filter({ hasText: 'Account SID' }).waitFor();
    assert.equal(await window.quickInput.inputValue(), '', 'another account');
    await window.answer('Account SID', 'second');
    await status('Exotel: Custom endpoint (second)');
    await window.statusBarItem('Exotel: Custom endpoint').click();
    await window.pick(`Custom endpoint (${gateway.credentials.accountSid})`);
    await status(`Exotel: Custom endpoint (${gateway.credentials.accountSid})`);
  });

  it('asks before it removes an account', async () => {
    await window.palette('Exotel Contacts: Remove API Credentials');
    await window.pick('second');
    await window.dialog.filter({ hasText: 'Remove the API credentials of second' }).waitFor();
    await window.pressInDialog('Cancel');
    await window.palette('Exotel Contacts: Remove API Credentials');
    await window.pick('second');
    await window.pressInDialog('Remove');
    await window.notification('credentials of second').waitFor();
  });

  it('writes no key and no token to disk', async () => {
    const written = await textBelow(window.vscode.serverDataDir);
    assert.match(written, /"exotelContacts\.region":\s*"custom"/, 'the settings are among what was read');
    assert.match(written, /rejected the key or the token/, 'the log is among what was read');
    assert.doesNotMatch(written, /sentinel-(key|token)/);
    assert.doesNotMatch(written, new RegExp(Buffer.from('sentinel-key:sentinel-token').toString('base64')));
  });
});

describe('Restricted Mode', function () {
  this.timeout(300_000);
  let folder: string;
  let window: Workbench;

  before(async () => {
    folder = await folderWithContacts();
    const trust = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
    window = await openWorkbench({ folder, workspaceTrust: true, userSettings: trust });
  });

  after(async () => {
    await window?.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  for (const title of [
    'Update Contacts from This File',
    'Retry Rows That Did Not Go Through',
    'Resume Interrupted Update',
    'Test Connection',
  ]) {
    it(`“${title}” sends nothing, and says why`, async () => {
      await window.open('contacts.csv');
      await window.palette(`Exotel Contacts: ${title}`);
      await window.notification('Nothing is sent in Restricted Mode').waitFor();
      assert.equal(await window.dialog.count(), 0);
      await window.palette('Notifications: Clear All Notifications');
    });
  }

  it('“Update this contact” sends nothing, and says why', async () => {
    await window.open('contacts.csv');
    await window.page.locator('.editor-instance:visible .view-line').nth(1).click();
    await window.page.keyboard.press('Control+.');
    const first = window.page.locator('.action-widget .monaco-list-row.focused');
    await first.filter({ hasText: 'Update this contact' }).waitFor();
    await window.page.keyboard.press('Enter');
    await window.notification('Nothing is sent in Restricted Mode').waitFor();
    assert.equal(await window.dialog.count(), 0);
    await window.palette('Notifications: Clear All Notifications');
  });

  it('files can be checked', async () => {
    await window.palette('Exotel Contacts: Check This File');
    await window.notification(/contacts.*: 1 row checked, no problems found\./).waitFor();
  });

  it('leads to the trust editor', async () => {
    await window.palette('Exotel Contacts: Test Connection');
    await window.pressInNotification('Nothing is sent in Restricted Mode', 'Manage Workspace Trust');
    await window.page.locator('.workspace-trust-editor').waitFor();
  });
});
