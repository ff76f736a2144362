import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { commands } from 'vscode';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { counts, set, testApi, update, writeFile } from './contactsFiles';

describe('the sandbox', function () {
  this.timeout(60_000);
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
});
