import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, afterEach, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { csvOf, enterCredentials, openWithGateway, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const addToList = 'Exotel Contacts: Add Contacts in This File to a List…';
const rateLimit = { refuse: { status: 429, retryAfter: 1 } };

describe('requests for lists that wait for Exotel’s rate limit', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway({ 'contacts.csv': csvOf(2) });
    window = at.window;
    at.gateway.lists.add([], 'VIP');
    await window.open('contacts.csv');
    await window.palette(addToList);
    await enterCredentials(window, at.gateway);
    await window.quickPicks.filter({ hasText: 'VIP' }).waitFor();
    await window.page.keyboard.press('Escape');
  });
  afterEach(() => at.gateway.faults.clear());
  after(() => at?.close());

  /** Backs out of the list of lists after the first request was refused. */
  async function escape(before: number): Promise<void> {
    await eventually(() => assert.ok(at.gateway.requests.length > before));
    await sleep(300);
    const says = await window.quickInput.getAttribute('placeholder');
    await window.quickInput.press('Escape');
    await window.quickInput.waitFor({ state: 'hidden' });
    await assertNoneIsSent();
    assert.equal(says, 'Waiting: Exotel’s rate limit is reached');
  }

  /** Each try would come a second after the one before. */
  async function assertNoneIsSent(): Promise<void> {
    await sleep(500);
    const sent = at.gateway.requests.length;
    await sleep(3_500);
    assert.equal(at.gateway.requests.length, sent, 'nothing more is sent');
  }

  it('end with Escape while a list is chosen to add to', async () => {
    at.gateway.faults.always = rateLimit;
    const before = at.gateway.requests.length;
    await window.palette(addToList);
    await escape(before);
  });

  it('end with Escape while a list is chosen to download', async () => {
    at.gateway.faults.always = rateLimit;
    await window.palette('Exotel Contacts: Download Contacts to a File…');
    const before = at.gateway.requests.length;
    await window.pick('The contacts of one list…');
    await escape(before);
  });

  it('end with Cancel while a list is created', async () => {
    await window.palette(addToList);
    await window.quickPicks.filter({ hasText: 'VIP' }).waitFor();
    await window.pick('New List…');
    at.gateway.faults.always = rateLimit;
    await window.answer('Name of the new list', 'Spring');
    await window.notification(/Creating the list “Spring”.*rate limit is reached/).waitFor();
    await window.pressInNotification('Creating the list “Spring”', 'Cancel');
    await assertNoneIsSent();
    assert.equal(at.gateway.lists.withName('Spring'), undefined);
    await eventually(async () => assert.deepEqual(await window.notificationTexts(), []));
  });
});
