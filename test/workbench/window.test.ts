import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { versionNamed, versions } from '../host/versions';
import { openWorkbench, type Theme, type Workbench } from './window';

describe('the window', () => {
  const { vscode } = versions[versionNamed(process.env.TEST_VSCODE || 'minimum')];
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-folder-'));
    await fs.writeFile(path.join(folder, 'broken.json'), '{ "name": }\n');
    workbench = await openWorkbench({ folder, userSettings: { 'editor.fontSize': 31 } });
  });

  after(async () => {
    await workbench?.close();
    await fs.rm(folder, { recursive: true });
  });

  it('is the VS Code it says it is', async () => {
    await workbench.palette('Help: About');
    await workbench.dialog.waitFor();
    assert.ok((await workbench.dialog.innerText()).includes(vscode));
    await workbench.pressInDialog('OK');
    await workbench.dialog.waitFor({ state: 'detached' });
  });

  it('opens a file with the user settings it was given, and shows its problems', async () => {
    await workbench.open('broken.json');
    await fontSize('31px');
    const problems = await workbench.problems();
    await problems.filter({ hasText: 'Value expected' }).waitFor();
  });

  it('takes an item of the context menu of the Explorer', async () => {
    // The box closes where something else takes the focus just then.
    await eventually(async () => {
      await workbench.menu(workbench.file('broken.json'), 'Rename...');
      await workbench.page.locator('.explorer-folders-view input').fill('renamed.json', { timeout: 5_000 });
    });
    await workbench.page.keyboard.press('Enter');
    await workbench.file('renamed.json').waitFor();
    assert.deepEqual(await fs.readdir(folder), ['renamed.json']);
  });

  it('knows the extension', async () => {
    const titles = await workbench.paletteTitles('Exotel Contacts: Check');
    assert.ok(titles.includes('Exotel Contacts: Check This File'), titles.join());
  });

  it('wears every theme', async () => {
    const background = `getComputedStyle(document.querySelector('.monaco-workbench')).getPropertyValue('--vscode-editor-background')`;
    const colours: Record<Theme, string> = {
      light: '#ffffff',
      'high contrast': '#000000',
      'light high contrast': '#ffffff',
      dark: '#1f1f1f',
    };
    for (const [theme, colour] of Object.entries(colours) as [Theme, string][]) {
      await workbench.theme(theme);
      await workbench.page.waitForFunction(`${background}.toLowerCase() === '${colour}'`);
    }
  });

  it('takes a changed setting over a reload', async () => {
    await workbench.settings({ 'editor.fontSize': 32 });
    await workbench.open('renamed.json');
    await fontSize('32px');
  });

  /** Waits for the text in the editor to have this size. */
  async function fontSize(size: string): Promise<void> {
    const line = `document.querySelector('.editor-instance .view-line')`;
    await workbench.page.waitForFunction(`${line} && getComputedStyle(${line}).fontSize === '${size}'`);
  }
});
