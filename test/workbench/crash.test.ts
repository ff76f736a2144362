import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Fault } from '../../src/sandbox/faults';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, extensionHost, openWithGateway, resultRows, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const total = 20;
const requests = 20;

/** Where the request stands when the extension host is killed. `at` counts from 1. */
const moments: readonly { name: string; at: number; fault: Fault }[] = [
  { name: 'the first request is on its way', at: 1, fault: { hang: 'beforeCommit' } },
  { name: 'the fifth was carried out and its reply is missing', at: 5, fault: { hang: 'afterCommit' } },
  { name: 'the tenth is on its way', at: 10, fault: { hang: 'beforeCommit' } },
  { name: 'the sixteenth has just begun to be answered', at: 16, fault: { broken: 'trickle' } },
  { name: 'the last was carried out and its reply is missing', at: 20, fault: { hang: 'afterCommit' } },
];

describe('the extension host killed in the middle of 20 requests', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway(
      { 'contacts.csv': csvOf(total) },
      { 'exotelContacts.batchSize': total / requests, 'exotelContacts.requestsPerMinute': 200 },
    );
    window = at.window;
  });

  after(() => at?.close());

  for (const [round, { name, at: killedAt, fault }] of moments.entries()) {
    it(`while ${name}: resume completes, nothing is lost`, async () => {
      const { gateway } = at;
      const nameOf = (n: number) => `round ${round} name ${n}`;
      await fs.writeFile(path.join(at.folder, 'contacts.csv'), csvOf(total, nameOf));
      gateway.faults.clear();
      gateway.contacts.reset();
      gateway.contacts.load(Array.from({ length: total }, (_, i) => ({ sid: sidOf(i + 1) })));
      const before = gateway.requests.length;
      gateway.faults.at(before + killedAt, fault);

      await window.palette('View: Close All Editors');
      await window.open('contacts.csv');
      await window.palette('Exotel Contacts: Update Contacts from This File');
      // Secrets live as long as the page in this kind of host, and every later round follows a resume in its page.
      if (round === 0) await enterCredentials(window, gateway);
      await window.pressInDialog(`Update ${total} Contacts`);
      await eventually(() => assert.equal(gateway.requests.length, before + killedAt));
      process.kill(await extensionHost(window), 'SIGKILL');

      await window.reload();
      const offer = window.notification('was interrupted');
      await offer.waitFor();
      await offer.getByRole('button', { name: 'Show', exact: true }).click();
      const settled = (killedAt - 1) * (total / requests);
      await eventually(async () => {
        const verdicts = (await resultRows(window)).map((cells) => cells[2]);
        const of = (verdict: string) => verdicts.filter((other) => other === verdict).length;
        assert.deepEqual([of('Updated'), of('Unknown'), of('Not sent')], [settled, 1, total - settled - 1]);
      });

      gateway.faults.clear();
      const resumed = gateway.requests.length;
      if (round % 2 === 0) await window.palette('Exotel Contacts: Resume Interrupted Update');
      else await (await window.frame('[role=grid]')).getByRole('button', { name: 'Resume', exact: true }).click();
      await enterCredentials(window, gateway);
      const kept = settled > 0 ? `Not sent again: ${settled} updated` : `Update ${total} contacts`;
      await window.dialog.filter({ hasText: kept }).waitFor();
      await window.dialog.getByRole('button', { name: new RegExp(`^Update ${total - settled} `) }).click();
      await window.notification(`All ${total} contacts in contacts.csv updated`).waitFor();

      for (let n = 1; n <= total; n++) assert.equal(gateway.contacts.get(sidOf(n))?.first_name, nameOf(n));
      const again = [...gateway.requests].slice(resumed).flatMap(({ sids }) => [...sids]);
      assert.deepEqual(
        again,
        Array.from({ length: total - settled }, (_, i) => sidOf(settled + i + 1)),
        'exactly what had no verdict was sent again, in the order of the file',
      );
      await window.palette('Notifications: Clear All Notifications');
    });
  }

  it('is resumed in its own account only, and takes in what was edited or added since by a choice of its own', async () => {
    const { gateway } = at;
    const file = path.join(at.folder, 'contacts.csv');
    await fs.writeFile(file, csvOf(total));
    gateway.contacts.load([{ sid: sidOf(total + 1) }]);
    const before = gateway.requests.length;
    gateway.faults.at(before + 3, { hang: 'afterCommit' });
    await window.reload();
    await window.palette('View: Close All Editors');
    await window.open('contacts.csv');
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(window, gateway);
    await window.pressInDialog(`Update ${total} Contacts`);
    await eventually(() => assert.equal(gateway.requests.length, before + 3));
    process.kill(await extensionHost(window), 'SIGKILL');
    await fs.writeFile(
      file,
      csvOf(total + 1, (n) => (n === 1 ? 'edited' : `name ${n}`)),
    );
    await window.reload();
    gateway.faults.clear();

    await window.pressInNotification('was interrupted', 'Resume');
    const other = { ...gateway, credentials: { ...gateway.credentials, accountSid: 'another' } };
    await enterCredentials(window, other);
    const refused = 'but the credentials are for another. Nothing was sent.';
    await window.notification(refused).waitFor();
    assert.equal(gateway.requests.length, before + 3);

    await window.pressInNotification(refused, 'Resume');
    await enterCredentials(window, gateway);
    await window.dialog
      .filter({ hasText: 'Not part of the interrupted run: 2 rows edited or added since' })
      .filter({ hasText: `Update ${total - 2} contacts` })
      .waitFor();
    await window.pressInDialog('Include 2 More');
    await window.dialog.filter({ hasText: '1 edited since, 1 added since' }).waitFor();
    await window.pressInDialog(`Update ${total} Contacts`);
    await window.notification(`All ${total + 1} contacts in contacts.csv updated`).waitFor();
    assert.equal(gateway.contacts.get(sidOf(1))?.first_name, 'edited');
    await fs.writeFile(file, csvOf(total));
    await window.palette('Notifications: Clear All Notifications');
  });

  it('is asked about again when Discard cannot be written down, and no longer once it could', async () => {
    const { gateway } = at;
    gateway.faults.at(gateway.requests.length + 2, { hang: 'afterCommit' });
    const sent = gateway.requests.length;
    await window.reload();
    await window.palette('View: Close All Editors');
    await window.open('contacts.csv');
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(window, gateway);
    await window.pressInDialog(`Update ${total} Contacts`);
    await eventually(() => assert.equal(gateway.requests.length, sent + 2));
    process.kill(await extensionHost(window), 'SIGKILL');
    await window.reload();
    await window.notification('was interrupted').waitFor();

    const { serverDataDir } = window.vscode;
    const files = await fs.readdir(serverDataDir, { recursive: true });
    const newest = files
      .filter((file) => file.endsWith('.jsonl'))
      .sort((a, b) => (path.basename(a) < path.basename(b) ? 1 : -1))[0]!;
    const record = path.join(serverDataDir, newest);
    // Nothing can be written into a folder, whoever runs the tests.
    await fs.rename(record, `${record}.away`);
    await fs.mkdir(record);
    await window.pressInNotification('was interrupted', 'Discard');
    await window
      .notification(
        'The update of contacts.csv was not discarded, because its record cannot be written. Make room on the disk',
      )
      .waitFor();
    await fs.rmdir(record);
    await fs.rename(`${record}.away`, record);

    await window.reload();
    await window.notification('was interrupted').waitFor();
    await window.palette('Exotel Contacts: Show Results');
    const buttons = (await window.frame('[role=grid]')).locator('.buttons');
    await buttons.getByText('Resume').waitFor();
    await window.pressInNotification('was interrupted', 'Discard');
    await eventually(async () => assert.match(await fs.readFile(record, 'utf8'), /"type":"closed"/));
    await buttons.getByText('Retry').waitFor();
  });

  it('offers nothing any more when all is done', async () => {
    await window.reload();
    await window.palette('View: Close All Editors');
    await window.open('contacts.csv');
    await window.statusBarItem('Exotel: Custom endpoint').waitFor();
    await window.palette('Exotel Contacts: Resume Interrupted Update');
    await window.notification('There is no interrupted run to resume').waitFor();
  });
});
