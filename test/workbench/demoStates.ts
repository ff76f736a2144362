import { createHash } from 'node:crypto';
import type { Frame } from 'playwright-core';
import { latch } from '../latch';
import { enterCredentials, extensionHost, openWithGateway, type WindowWithGateway } from './gateway';
import { takePicture } from './takePicture';
import type { Theme, Workbench } from './window';

const count = 1_200;
const perRequest = 100;
const people = ['Asha Rao', 'Ravi Menon', 'Farah Khan', 'Leela Iyer', 'Dev Patel', 'Nikhil Shah', 'Meera Nair'];
const companies = ['Blue Kite Exports', '', 'Red Door Bakery & Café', ''];

/** As Exotel's look. */
const sidOf = (n: number) => createHash('md5').update(String(n)).digest('hex');

function contacts(): string {
  const lines = Array.from({ length: count }, (_, n) => {
    const [first, last] = people[n % people.length]!.split(' ');
    const sid = n % 150 === 7 ? '' : sidOf(n);
    return `${sid},+9198450${10_000 + n},${first},${last},${companies[n % companies.length]}`;
  });
  return ['sid,number,first_name,last_name,company_name', ...lines].join('\n');
}

/** The results panel in each of its states, as it is on the way through one file. */
export async function showStates(): Promise<void> {
  const at = await openWithGateway(
    { 'march/contacts.csv': contacts() },
    { 'exotelContacts.batchSize': perRequest, 'exotelContacts.requestsPerMinute': 200 },
  );
  const { window, gateway } = at;
  const known = Array.from({ length: count }, (_, n) => n).filter((n) => n % 19 !== 4);
  gateway.contacts.load(known.map((n) => ({ sid: sidOf(n) })));
  const reply = latch();
  gateway.faults.at(5, { holdUntil: reply.opened });
  gateway.faults.at(6, { refuse: { status: 429, retryAfter: 240 } });
  try {
    await window.palette('Exotel Contacts: Show Results');
    await window.frame('.empty');
    await take(window, 'empty');
    await window.palette('View: Close Editor');

    await window.file('march').click();
    await window.open('contacts.csv');
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(window, gateway);
    await pressUpdate(window);
    const page = await window.frame('[role=grid]');
    await page.getByText('4 of 12 requests').first().waitFor();
    await take(window, 'running');
    reply.open();
    await page.getByText('Waiting until').first().waitFor();
    await take(window, 'waiting');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Stopped after').first().waitFor();
    await clear(window);
    await take(window, 'stopped');

    gateway.faults.always = { refuse: { status: 401 } };
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await pressUpdate(window);
    await window.notification('(401)').waitFor();
    await clear(window);
    await take(window, 'failed');

    await interrupt(at, page);
    const again = await window.frame('[role=grid]');
    await again.getByText('Interrupted').first().waitFor();
    await clear(window);
    await take(window, 'interrupted');

    gateway.faults.clear();
    await window.palette('Exotel Contacts: Resume Interrupted Update');
    await enterCredentials(window, gateway);
    await pressUpdate(window);
    await again.getByText('Finished in').first().waitFor();
    await clear(window);
    await again.locator('.body .row').nth(2).click();
    await again.getByText('in the run of').first().waitFor();
    await take(window, 'finished', ['dark', 'light', 'high contrast', 'light high contrast']);
    for (const theme of ['dark', 'light'] as const) {
      await window.theme(theme);
      await again.locator('.body .row').nth(2).click();
      await window.page.keyboard.press('?');
      await again.getByRole('dialog').waitFor();
      await takePicture(window, `panel keyboard shortcuts, ${theme}`);
      await window.page.keyboard.press('Escape');
    }
  } finally {
    await at.close();
  }
}

/** Kills the extension's process while a request is on its way. */
async function interrupt(at: WindowWithGateway, page: Frame): Promise<void> {
  const { window, gateway } = at;
  gateway.faults.clear();
  const sent = gateway.requests.length;
  gateway.faults.at(sent + 4, { hang: 'afterCommit' });
  await page.getByRole('button', { name: 'Retry', exact: true }).click();
  await pressUpdate(window);
  await page
    .getByText(/^3 of \d+ requests$/)
    .first()
    .waitFor();
  while (gateway.requests.length < sent + 4) await window.page.waitForTimeout(100);
  process.kill(await extensionHost(window), 'SIGKILL');
  await window.reload();
  const offer = window.notification('was interrupted');
  await offer.waitFor();
  await offer.getByRole('button', { name: 'Show', exact: true }).click();
}

async function pressUpdate(window: Workbench): Promise<void> {
  await window.dialog.getByRole('button', { name: /^Update [\d,]+ Contacts?$/ }).click();
}

async function clear(window: Workbench): Promise<void> {
  await window.palette('Notifications: Clear All Notifications');
}

async function take(window: Workbench, state: string, themes: readonly Theme[] = ['dark', 'light']): Promise<void> {
  for (const theme of themes) {
    await window.theme(theme);
    await takePicture(window, `panel ${state}, ${theme}`);
  }
}
