import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, extensionHost, openWithGateway, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const total = 6;

describe('two windows on the same folder', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let first: Workbench;
  let second: Workbench;

  before(async () => {
    at = await openWithGateway(
      { 'contacts.csv': csvOf(total) },
      { 'exotelContacts.batchSize': 1, 'exotelContacts.requestsPerMinute': 200 },
    );
    first = at.window;
    second = await first.another();
    at.gateway.contacts.load(Array.from({ length: total }, (_, i) => ({ sid: sidOf(i + 1) })));
  });

  after(() => at?.close());

  it('leave a run alone that is on in the other', async () => {
    at.gateway.faults.at(3, { hang: 'afterCommit' });
    await first.open('contacts.csv');
    await first.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(first, at.gateway);
    await first.pressInDialog(`Update ${total} Contacts`);
    await eventually(() => assert.equal(at.gateway.requests.length, 3));
    await second.palette('Exotel Contacts: Resume Interrupted Update');
    await second.notification('There is no interrupted run to resume').waitFor();
    await second.palette('Notifications: Clear All Notifications');
  });

  it('never resume the same run both', async () => {
    process.kill(await extensionHost(first), 'SIGKILL');
    for (const window of [first, second]) {
      await window.page.bringToFront();
      await window.reload();
      await window.notification('was interrupted').waitFor();
    }
    const before = at.gateway.requests.length;
    await Promise.all([first, second].map((window) => window.pressInNotification('was interrupted', 'Resume')));

    const asked = (window: Workbench) =>
      window.page.locator('.quick-input-widget:visible').filter({ hasText: 'API key' });
    const refused = (window: Workbench) => window.notification('Another window is already working on this run');
    const [winner, loser] = await eventually(async () => {
      for (const [one, other] of [
        [first, second],
        [second, first],
      ] as const) {
        if ((await asked(one).isVisible()) && (await refused(other).isVisible())) return [one, other];
      }
      throw new Error('one window goes on and the other one says so');
    });
    assert.equal(await asked(loser).isVisible(), false);
    await winner.page.bringToFront();
    await enterCredentials(winner, at.gateway);
    await winner.pressInDialog('Update 4 Contacts');
    await winner.notification(`All ${total} contacts in contacts.csv updated`).waitFor();
    assert.deepEqual(
      [...at.gateway.requests].slice(before).flatMap(({ sids }) => [...sids]),
      [3, 4, 5, 6].map(sidOf),
    );
    for (let n = 1; n <= total; n++) assert.equal(at.gateway.contacts.get(sidOf(n))?.first_name, `name ${n}`);
  });
});
