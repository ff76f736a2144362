import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { commands, type Uri } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { freshSandbox, set, writeFile } from './contactsFiles';

const addToList = (uri: Uri, list: unknown) =>
  commands.executeCommand<RunSummary | undefined>('exotelContacts.addToList', uri, list);

describe('adding contacts to a list', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox(1, 2, 3);
  });

  it('adds each contact of the file once, whatever is wrong with its fields', async () => {
    await set({ batchSize: 2 });
    const list = { sid: sandbox.lists.add([sidOf(1)], 'VIP'), name: 'VIP' };
    const rows = [`${sidOf(1)},wrong`, `${sidOf(2)},+919845000002`, `${sidOf(3)},`, `${sidOf(9)},`, ',+919845000004'];
    const uri = await writeFile('csv', ['sid,number', ...rows].join('\n'));
    const { added, rejected, invalid, total } = (await addToList(uri, list))!;
    assert.deepEqual([added, rejected, invalid, total], [3, 1, 1, 5]);
    assert.deepEqual([...sandbox.lists.get(list.sid)!.contacts].sort(), [1, 2, 3].map(sidOf).sort());
    const again = (await commands.executeCommand<RunSummary | undefined>('exotelContacts.retryFailed', uri))!;
    assert.deepEqual([again.added, again.rejected], [3, 1], 'a retry knows its list');
    await set({ batchSize: undefined });
  });

  it('refuses an argument that is not a list, and sends nothing', async () => {
    const uri = await writeFile('csv', `sid,number\n${sidOf(1)},`);
    const before = sandbox.requests.length;
    assert.equal(await addToList(uri, { sid: 'a/b', name: 'x' }), undefined);
    assert.equal(sandbox.requests.length, before);
  });
});
