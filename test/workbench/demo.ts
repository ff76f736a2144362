// `npm run demo`: drives the sample through a real window without a display, prints the verdict of every row, and leaves
// pictures in demo/.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { projectFolder } from '../host/folders';
import { sidOf } from '../sidOf';
import { enterCredentials, openWithGateway } from './gateway';
import { showRoundTrip } from './demoRoundTrip';
import { showStates } from './demoStates';
import { showOperations } from './demoOperations';
import { showUndo } from './demoUndo';
import { pictures, takePicture } from './takePicture';
import { openWorkbench, type Theme, type Workbench } from './window';

async function main(): Promise<void> {
  fs.rmSync(pictures, { recursive: true, force: true });
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'exotel-contacts-')), 'samples');
  fs.cpSync(path.join(projectFolder, 'media', 'samples'), folder, { recursive: true });
  console.log('Starting VS Code; the first time this installs it.');
  const workbench = await openWorkbench({ folder, userSettings: { 'exotelContacts.region': 'sandbox' } });
  try {
    await workbench.theme('dark');
    for (const file of ['contacts.csv', 'contacts.json']) await runSample(workbench, file);
    await showFixes(workbench);
    await showResults(workbench);
    await workbench.problems();
    for (const theme of ['dark', 'light', 'high contrast', 'light high contrast'] as const satisfies Theme[]) {
      await workbench.theme(theme);
      await takePicture(workbench, `results, ${theme}`);
    }
    await showCheck(workbench, folder);
    for (const theme of ['light', 'dark'] as const) {
      await workbench.theme(theme);
      await takePicture(workbench, `check, ${theme}`);
    }
  } finally {
    await workbench.close();
    fs.rmSync(path.dirname(folder), { recursive: true, force: true });
  }
  await showRefusal();
  await showStates();
  for (const theme of ['light', 'dark'] as const) {
    await showRoundTrip(theme);
    await showUndo(theme);
    await showOperations(theme);
  }
}

/** The question with all that it can tell of a file, and the message after a key that is not accepted. */
async function showRefusal(): Promise<void> {
  const rows = Array.from({ length: 40 }, (_, n) => `${sidOf(n)},name ${n},${n % 9 ? '+919876543210' : '12345'},Pune`);
  const text = ['sid,first_name,number,city', ...rows, ',nobody,,', `${sidOf(50)},,,`].join('\n');
  const at = await openWithGateway({ 'march/contacts.csv': text });
  try {
    const { window, gateway } = at;
    gateway.faults.always = { refuse: { status: 401 } };
    await window.file('march').click();
    await window.open('contacts.csv');
    for (const theme of ['dark', 'light'] as const) {
      await window.theme(theme);
      await window.palette('Exotel Contacts: Update Contacts from This File');
      if (theme === 'dark') await enterCredentials(window, gateway);
      await window.dialog.waitFor();
      await takePicture(window, `the question, ${theme}`);
      await window.pressInDialog('Update 40 Contacts');
      await window.notification('(401)').waitFor();
      await window.notification('Updating contacts').waitFor({ state: 'hidden' });
      await takePicture(window, `key not accepted, ${theme}`);
      await window.palette('Notifications: Clear All Notifications');
      await window.editorTab('contacts.csv').first().click();
    }
  } finally {
    await at.close();
  }
}

async function runSample(workbench: Workbench, file: string): Promise<void> {
  await workbench.open(file);
  await workbench.editorAction('Update Contacts from This File').waitFor();
  await takePicture(workbench, `${file}, opened`);
  await workbench.editorAction('Update Contacts from This File').click();
  await workbench.dialog.waitFor();
  await takePicture(workbench, `${file}, the question`);
  await workbench.pressInDialog(await workbench.dialog.getByRole('button', { name: /^Update/ }).innerText());
  await workbench.notification(/rows? updated/).waitFor();
  const page = await workbench.frame('[role=grid]');
  await page.getByText(`${file}`).first().waitFor();
  await page
    .getByText(/Finished/)
    .first()
    .waitFor();
  await workbench.notification(/Updating contacts/).waitFor({ state: 'hidden' });
  await takePicture(workbench, `${file}, the message`);
  await workbench.palette('Notifications: Clear All Notifications');
  await takePicture(workbench, `${file}, verdicts`);
  console.log(`\n${file}`);
  const rows: string[][] = [];
  for (const row of await page.locator('[role=row]').all()) {
    const cells = await row.locator('[role=columnheader], [role=gridcell]').allInnerTexts();
    rows.push(cells.map((cell) => cell.trim().replace(/\s+/g, ' ')));
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  for (const cells of rows)
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
}

/** A file with mistakes: what is underlined, and what the quick fixes offer. */
async function showFixes(workbench: Workbench): Promise<void> {
  const file = 'with-mistakes.csv';
  await workbench.palette('View: Close All Editors');
  await workbench.open(file);
  const { page } = workbench;
  await page.locator('.codelens-decoration').filter({ hasText: 'Update' }).waitFor();
  await page.keyboard.press('Control+Home');
  for (let problem = 0; problem < 3; problem++) await page.keyboard.press('Alt+F8');
  await page.locator('.zone-widget').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').waitFor();
  await takePicture(workbench, `${file}, quick fixes`);
  await page.keyboard.press('Escape');
  await workbench.palette('View: Close All Editors');
}

/** The results beside the file they are about. */
async function showResults(workbench: Workbench): Promise<void> {
  await workbench.open('contacts.json');
  await workbench.palette('Exotel Contacts: Show Results');
  const page = await workbench.frame('[role=grid]');
  await page.getByText('contacts.json').first().waitFor();
}

/** A check with more problems than VS Code lists: the panel has them all. */
async function showCheck(workbench: Workbench, folder: string): Promise<void> {
  const rows = Array.from(
    { length: 1_200 },
    (_, n) => `${n.toString(16).padStart(32, '0')},${n % 3 ? '98450 12345' : ''}`,
  );
  fs.writeFileSync(path.join(folder, 'many-problems.csv'), ['sid,number', ...rows].join('\n'));
  await workbench.palette('View: Close All Editors');
  await workbench.open('many-problems.csv');
  await workbench.palette('Exotel Contacts: Check This File');
  const page = await workbench.frame('[role=grid]');
  await page.getByText('many-problems.csv').first().waitFor();
  await page.getByRole('gridcell', { name: 'bad-number' }).first().click();
}

main().catch((error: Error) => {
  console.error(error.stack);
  process.exit(1);
});
