// Pictures of a download, and of what the edited file would change.
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { enterCredentials, openWithGateway, type WindowWithGateway } from './gateway';
import { takePicture } from './takePicture';
import type { Theme } from './window';

const total = 60;

export async function showRoundTrip(theme: Theme): Promise<void> {
  const at = await openWithGateway({ 'readme.txt': '' });
  try {
    at.gateway.contacts.load(
      Array.from({ length: total }, (_, n) => ({
        sid: sidOf(n + 1),
        number: `+1202555${1000 + n}`,
        first_name: `Name ${n + 1}`,
        tag: 'Lead',
        custom_field: { city: 'Pune' },
      })),
    );
    await at.window.theme(theme);
    await showDownload(at, theme);
    await showPreview(at, theme);
    await showContact(at, theme);
  } finally {
    await at.close();
  }
}

async function showDownload({ window, gateway }: WindowWithGateway, theme: Theme): Promise<void> {
  await window.palette('Exotel Contacts: Download Contacts to a File…');
  await enterCredentials(window, gateway);
  await window.pick('All contacts');
  await window.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).waitFor();
  await window.page.keyboard.press('Enter');
  await window.dialog.waitFor();
  await takePicture(window, `download, the cost, ${theme}`);
  const held = latch();
  gateway.faults.at(gateway.requests.length + 3, { holdUntil: held.opened });
  await window.pressInDialog(`Download ${total} Contacts`);
  await window.notification(`39 of ${total} contacts`).waitFor();
  await takePicture(window, `download, in progress, ${theme}`);
  held.open();
  await window.notification(`${total} contacts at`).waitFor();
  await takePicture(window, `download, the message, ${theme}`);
  await window.palette('Notifications: Clear All Notifications');
}

async function showPreview({ window, folder }: WindowWithGateway, theme: Theme): Promise<void> {
  const text = await fs.readFile(path.join(folder, 'contacts.csv'), 'utf8');
  const edited = text
    .replace('Name 2,', 'Asha,')
    .replace(/(Name 3,.*)Lead(.*)Pune/, '$1Member$2Delhi')
    .replace('Name 7,', 'Ravi,');
  await fs.writeFile(path.join(folder, 'edited.csv'), `${edited}${sidOf(99)},+12025559999,nobody\n`);
  await window.open('edited.csv');
  await window.palette('Exotel Contacts: Preview Changes…');
  await window.quickPicks.first().waitFor();
  await takePicture(window, `preview, what to compare with, ${theme}`);
  await window.pick('With Exotel as it is now');
  await window.dialog.waitFor();
  await takePicture(window, `preview, the cost, ${theme}`);
  await window.dialog.getByRole('button', { name: /^Read/ }).click();
  await window.notification('would change 3 contacts').waitFor();
  await window.palette('Notifications: Clear All Notifications');
  const page = await window.frame('[role=grid]');
  await page.getByText('Name 2 → Asha').first().waitFor();
  await takePicture(window, `preview, ${theme}`);
  await page.getByRole('button', { name: 'Show Differences' }).click();
  await window.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
  await takePicture(window, `preview, the differences, ${theme}`);
  await window.editorTab('edited.csv').first().click();
  await window.palette('Exotel Contacts: Update Contacts from This File');
  await window.dialog.waitFor();
  await takePicture(window, `preview, the question of the update, ${theme}`);
  await window.page.keyboard.press('Escape');
  await window.palette('View: Close All Editors');
}

/** What is offered for one contact. */
async function showContact({ window }: WindowWithGateway, theme: Theme): Promise<void> {
  await window.open('edited.csv');
  const { page } = window;
  const name = page.locator('.editor-instance:visible .view-line').getByText('Asha').first();
  await name.click();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').waitFor();
  await takePicture(window, `one contact, the lightbulb, ${theme}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await window.quickInput.fill('>Show or Focus Hover');
  await window.quickPicks.first().click();
  await page.locator('.monaco-hover:visible').getByText('This contact').waitFor();
  await takePicture(window, `one contact, the hover, ${theme}`);
}
