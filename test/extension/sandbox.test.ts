import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { commands, workspace } from 'vscode';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { counts, set, testApi, update, writeFile } from './contactsFiles';

describe('the sandbox', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await (await testApi()).sandbox();
    sandbox.faults.clear();
    sandbox.contacts.reset();
    await set({ region: 'sandbox', confirmBeforeSending: false });
  });

  it('learns the rows of a file, so that anyone can rehearse with their own', async () => {
    const uri = await writeFile('csv', `sid,tag\n${sidOf(0xabc1)},x\n${sidOf(0xabc2)},y\n,z\n`);
    assert.deepEqual(counts(await update(uri)), [0, 2, 1, 0, 0]);
    assert.equal(await commands.executeCommand('exotelContacts.loadIntoSandbox', uri), 2);
    assert.deepEqual(counts(await update(uri)), [2, 0, 1, 0, 0]);
  });

  it('learns nothing while another region is chosen', async () => {
    const uri = await writeFile('csv', `sid,tag\n${sidOf(0xabc3)},x\n`);
    await set({ region: 'mumbai' });
    assert.equal(await commands.executeCommand('exotelContacts.loadIntoSandbox', uri), undefined);
    assert.equal(sandbox.contacts.has(sidOf(0xabc3)), false);
    await set({ region: 'sandbox' });
  });

  it('becomes the region with the button of the message, and learns the rows', async () => {
    const uri = await writeFile('csv', `sid,tag\n${sidOf(0xabc4)},x\n`);
    await set({ region: 'mumbai' });
    assert.equal(await commands.executeCommand('exotelContacts.loadIntoSandbox', uri, 'useSandbox'), 1);
    assert.equal(workspace.getConfiguration('exotelContacts').get('region'), 'sandbox');
    await set({ region: 'sandbox' });
    assert.deepEqual(counts(await update(uri)), [1, 0, 0, 0, 0]);
  });

  it('refuses a number after loading as it does otherwise', async () => {
    const sids = [0xabc5, 0xabc6, 0xabc7, 0xabc8].map(sidOf);
    const numbers = ['n/a', '+919876500001', '+919876500001', ''];
    const rows = sids.map((sid, at) => `${sid},${numbers[at]},x`);
    const uri = await writeFile('csv', `sid,number,tag\n${rows.join('\n')}\n`);
    assert.equal(await commands.executeCommand('exotelContacts.loadIntoSandbox', uri), 4);
    const has = sids.map((sid) => sandbox.contacts.get(sid)!.number);
    assert.equal(new Set(has).size, 4);
    assert.ok(has.every((number) => /^\+\d{12}$/.test(number)));
    assert.deepEqual(counts(await update(uri)), [2, 2, 0, 0, 0]);
  });
});
