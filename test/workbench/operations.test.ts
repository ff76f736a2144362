import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, extensionHost, openWithGateway, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const create = 'Exotel Contacts: Create Contacts from This File';
const remove = 'Exotel Contacts: Delete Contacts in This File…';
const addToList = 'Exotel Contacts: Add Contacts in This File to a List…';

const numbers = ['+919845000001', '+919845000002', '+919845000003'];

describe('contacts created, deleted and added to lists in the window', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway(
      {
        'contacts.csv': csvOf(3),
        'new.csv': ['number,first_name', ...numbers.map((number, n) => `${number},new ${n}`), ''].join('\n'),
      },
      { 'exotelContacts.requestsPerMinute': 200, 'exotelContacts.batchSize': 1 },
    );
    window = at.window;
    at.gateway.contacts.load(
      [1, 2, 3].map((n) => ({ sid: sidOf(n), first_name: `Asha ${n}`, number: `+91984500010${n}` })),
    );
  });

  after(() => at?.close());

  const onDisk = (name: string) => fs.readFile(path.join(at.folder, name), 'utf8');
  const clear = () => window.palette('Notifications: Clear All Notifications');

  it('asks for a list, makes a new one, and finds it again when its name is taken', async () => {
    await window.open('contacts.csv');
    await window.palette(addToList);
    await enterCredentials(window, at.gateway);
    await window.pick('New List…');
    await window.answer('Name of the new list', 'VIP');
    await window.dialog.filter({ hasText: 'List: VIP (a list holds at most 100,000 contacts)' }).waitFor();
    await window.pressInDialog('Add 3 Contacts');
    await window.notification('All 3 contacts in contacts.csv added to “VIP”').waitFor();
    const list = at.gateway.lists.withName('VIP')!;
    assert.deepEqual([...list.contacts], [1, 2, 3].map(sidOf));

    await clear();
    await window.editorTab('contacts.csv').first().click();
    await window.palette(addToList);
    await window.pick('New List…');
    await window.answer('Name of the new list', 'VIP');
    await window.dialog.filter({ hasText: 'There is a list named “VIP” already' }).waitFor();
    await window.pressInDialog('Use This List');
    await window.pressInDialog('Add 3 Contacts');
    await window.notification('All 3 contacts in contacts.csv added to “VIP”').waitFor();
    assert.deepEqual([at.gateway.lists.values().length, list.contacts.size], [1, 3]);
  });

  it('reads the lists page by page', async () => {
    for (let n = 1; n <= 24; n++) at.gateway.lists.add([], `Campaign ${n}`);
    await clear();
    await window.editorTab('contacts.csv').first().click();
    await window.palette(addToList);
    // Below what is on screen.
    await window.quickPicks.filter({ hasText: 'Campaign 1' }).first().waitFor();
    await window.quickInput.fill('Load');
    await window.pick('Load More Lists');
    await window.quickInput.fill('Campaign 24');
    await window.pick('Campaign 24');
    await window.pressInDialog('Add 3 Contacts');
    await window.notification('added to “Campaign 24”').waitFor();
    assert.equal(at.gateway.lists.withName('Campaign 24')!.contacts.size, 3);
  });

  it('downloads a list that is picked by its name', async () => {
    at.gateway.lists.withName('Campaign 7')!.contacts.add(sidOf(2));
    await clear();
    await window.palette('Exotel Contacts: Download Contacts to a File…');
    await window.pick('The contacts of one list…');
    await window.pick('Campaign 7');
    await eventually(async () => assert.match(await window.quickInput.inputValue(), /contacts\.csv$/));
    await window.quickInput.fill(path.join(at.folder, 'list.jsonl'));
    await window.page.keyboard.press('Enter');
    await window.pressInDialog('Download 1 Contact');
    await window.notification('1 contact at').waitFor();
    assert.match(await onDisk('list.jsonl'), /^\{"sid":"0+2","number":"\+919845000102"/);
  });

  const typing = (prompt: string) =>
    window.page.locator('.quick-input-widget:visible').filter({ hasText: prompt }).waitFor();

  it('stops a deletion whose copy would lack contacts, names their lines, and reads them again', async () => {
    await clear();
    await window.editorTab('contacts.csv').first().click();
    const { contacts, faults, requests } = at.gateway;
    await window.palette(remove);
    await window.dialog.getByRole('button', { name: 'Save Copy First' }).waitFor();
    faults.next({}, { distort: ['failed'] }, { distort: ['errorData'] });
    await window.pressInDialog('Save Copy First');
    const asks = (unread: number, lines: string) =>
      window.dialog
        .filter({ hasText: `${unread} of 3 contacts could not be read` })
        .filter({ hasText: `The copy would not contain ${lines},` })
        .waitFor();
    await asks(2, 'lines 3, 4');
    assert.deepEqual((await fs.readdir(at.folder)).sort(), ['contacts.csv', 'list.jsonl', 'new.csv']);
    const before = requests.length;
    faults.next({ distort: ['failed'] });
    await window.pressInDialog('Try Again');
    await asks(1, 'line 3');
    assert.equal(requests.length, before + 2, 'only those that are missing are read again');

    contacts.delete(sidOf(2));
    await window.pressInDialog('Try Again');
    await typing('Saved 2 of 3 contacts to contacts.deleted.json (1 not in Exotel). Type 3 to delete 3 contacts');
    await window.page.keyboard.press('Escape');
    assert.equal(contacts.size, 2);
    const copy = JSON.parse(await onDisk('contacts.deleted.json')) as { contacts: object[] };
    assert.equal(copy.contacts.length, 2);

    for (const answer of ['Cancel', 'Delete Anyway…']) {
      await window.palette(remove);
      await window.dialog.getByRole('button', { name: 'Save Copy First' }).waitFor();
      faults.next({ distort: ['errorData'] }, {}, { distort: ['failed'] });
      await window.pressInDialog('Save Copy First');
      await asks(2, 'lines 2, 4');
      await window.pressInDialog(answer);
    }
    await typing('No copy was saved (1 not in Exotel, 2 not read). Type 3 to delete 3 contacts');
    await window.page.keyboard.press('Escape');
    assert.equal(contacts.size, 2, 'nothing is deleted unless that is chosen');

    contacts.load([{ sid: sidOf(2), first_name: 'Asha 2', number: '+919845000102' }]);
    await fs.rm(path.join(at.folder, 'contacts.deleted.json'));
  });

  it('deletes only after the names were shown, a copy was offered and the number was typed', async () => {
    await clear();
    await window.editorTab('contacts.csv').first().click();
    await window.palette(remove);
    await window.dialog.filter({ hasText: 'Contacts: name 1, name 2, name 3' }).waitFor();
    await window.pressInDialog('Save Copy First');
    await typing('Saved 3 contacts to contacts.deleted.json. Type 3 to delete 3 contacts');
    await window.quickInput.fill('2');
    await window.quickInputMessage.filter({ hasText: 'Type 3, or press Escape.' }).waitFor();
    await window.page.keyboard.press('Enter');
    assert.equal(at.gateway.contacts.size, 3, 'a wrong number deletes nothing');
    await window.quickInput.fill('3');
    await window.page.keyboard.press('Enter');
    await window.notification('All 3 contacts in contacts.csv deleted').waitFor();
    assert.equal(at.gateway.contacts.size, 0);
  });

  it('brings deleted contacts back from the copy, with new SIDs', async () => {
    await clear();
    await window.open('contacts.deleted.json');
    await window.palette(create);
    await window.pressInDialog('Create 3 Contacts');
    await window.notification('All 3 contacts in contacts.deleted.json created').waitFor();
    const names = [1, 2, 3].map((n) => at.gateway.contacts.withNumber(`+91984500010${n}`)?.first_name);
    assert.deepEqual(names, ['Asha 1', 'Asha 2', 'Asha 3']);
    const { contacts } = JSON.parse(await onDisk('contacts.deleted.json')) as { contacts: Record<string, string>[] };
    for (const contact of contacts) {
      assert.equal(contact['sid'], at.gateway.contacts.withNumber(contact['number']!)?.sid);
    }
  });

  /** Kills the extension host while a request hangs, and opens the window again. */
  async function killAt(request: number): Promise<void> {
    await eventually(() => assert.equal(at.gateway.requests.length, request));
    process.kill(await extensionHost(window), 'SIGKILL');
    at.gateway.faults.clear();
    await window.reload();
    await window.notification('was interrupted').waitFor();
  }

  async function resume(interrupted: string): Promise<void> {
    await window.pressInNotification(interrupted, 'Resume');
    await enterCredentials(window, at.gateway);
  }

  it('creates each contact once, and writes every SID, though it was killed after the second', async () => {
    await window.palette('View: Close All Editors');
    await window.open('new.csv');
    const before = at.gateway.requests.length;
    at.gateway.faults.at(before + 2, { hang: 'afterCommit' });
    await window.palette(create);
    await window.pressInDialog('Create 3 Contacts');
    await killAt(before + 2);
    assert.doesNotMatch(await onDisk('new.csv'), /sid/);
    await resume('The creation of contacts from new.csv in Custom endpoint');
    await window.pressInDialog('Create 2 Contacts');
    await window.notification('new.csv: 2 of 3 rows created, 1 already there').waitFor();
    const sids = numbers.map((number) => at.gateway.contacts.withNumber(number)!.sid);
    await eventually(async () =>
      assert.equal(
        await onDisk('new.csv'),
        ['sid,number,first_name', ...numbers.map((number, n) => `${sids[n]},${number},new ${n}`), ''].join('\n'),
      ),
    );
    const created = [...at.gateway.contacts.values()].filter(({ first_name }) => first_name.startsWith('new'));
    assert.equal(created.length, 3);
  });

  it('adds each contact to the list once, though it was killed before the second', async () => {
    await clear();
    await window.open('new.csv');
    const before = at.gateway.requests.length;
    // The first one reads the lists.
    at.gateway.faults.at(before + 3, { hang: 'beforeCommit' });
    await window.palette(addToList);
    await window.pick('Campaign 9');
    await window.pressInDialog('Add 3 Contacts');
    await killAt(before + 3);
    await resume('The addition of contacts from new.csv to “Campaign 9”');
    await window.pressInDialog('Add 2 Contacts');
    await window.notification('All 3 contacts in new.csv added to “Campaign 9”').waitFor();
    assert.deepEqual(
      [...at.gateway.lists.withName('Campaign 9')!.contacts],
      numbers.map((number) => at.gateway.contacts.withNumber(number)!.sid),
    );
  });

  it('deletes what is left after it was killed, and takes a contact that is gone for deleted', async () => {
    await clear();
    await window.open('new.csv');
    const before = at.gateway.requests.length;
    at.gateway.faults.at(before + 2, { hang: 'afterCommit' });
    await window.palette(remove);
    await window.pressInDialog('Delete…');
    await window.answer('Type 3 to delete 3 contacts', '3');
    await killAt(before + 2);
    // A contact that comes into the file afterwards is no part of the deletion.
    at.gateway.contacts.load([{ sid: sidOf(77), number: '+919845000077' }]);
    const text = await onDisk('new.csv');
    const columns = text.split('\n')[0]!.split(',');
    const added = columns.map((column) => (column === 'sid' ? sidOf(77) : column === 'number' ? '+919845000077' : 'x'));
    await fs.writeFile(path.join(at.folder, 'new.csv'), `${text}${added.join(',')}\n`);
    await resume('The deletion of the contacts of new.csv');
    await window.dialog.filter({ hasText: 'Not part of the interrupted run: 1 row edited or added since' }).waitFor();
    await window.pressInDialog('Delete…');
    await window.answer('Type 2 to delete 2 contacts', '2');
    await window.notification('3 of 4 rows deleted').waitFor();
    assert.ok(at.gateway.contacts.has(sidOf(77)));
    assert.deepEqual(
      numbers.filter((number) => at.gateway.contacts.withNumber(number)),
      [],
    );
  });
});
