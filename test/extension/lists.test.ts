import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { commands, type Uri, window, workspace, TabInputWebview } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { freshSandbox, set, storeCredentials, testApi, update, writeFile } from './contactsFiles';

const run = (command: string, ...args: unknown[]) =>
  commands.executeCommand<RunSummary | undefined>(`exotelContacts.${command}`, ...args);

const addToList = (uri: Uri | undefined, list: unknown, runId?: string) => run('addToList', uri, list, runId);

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
    const again = (await run('retryFailed', uri))!;
    assert.deepEqual([again.added, again.rejected], [3, 1], 'a retry knows its list');
    await set({ batchSize: undefined });
  });

  it('refuses an argument that is not a list, and sends nothing', async () => {
    const uri = await writeFile('csv', `sid,number\n${sidOf(1)},`);
    const before = sandbox.requests.length;
    assert.equal(await addToList(uri, { sid: 'a/b', name: 'x' }), undefined);
    assert.equal(sandbox.requests.length, before);
  });

  describe('from a run', () => {
    let uri: Uri;
    let updated: RunSummary;
    let other: Sandbox | undefined;
    let forget: (() => Promise<void>) | undefined;

    beforeEach(async () => {
      // The second contact is unknown to Exotel when the file is sent.
      sandbox.contacts.reset();
      sandbox.contacts.load([1, 3].map((n) => ({ sid: sidOf(n) })));
      uri = await writeFile('csv', ['sid,first_name', ...[1, 2, 3].map((n) => `${sidOf(n)},name ${n}`)].join('\n'));
      updated = (await update(uri))!;
      assert.deepEqual([updated.updated, updated.rejected], [2, 1]);
      await commands.executeCommand('exotelContacts.showResults', updated.runId);
      await eventually(() =>
        assert.ok(window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputWebview, 'the panel is in front'),
      );
      sandbox.contacts.load([{ sid: sidOf(2) }]);
      sandbox.requests.clear();
    });

    afterEach(async () => {
      await forget?.();
      await other?.stop();
      forget = other = undefined;
      await set({ region: 'sandbox', customEndpoint: undefined, maxAttempts: undefined });
      await commands.executeCommand('workbench.action.closeAllEditors');
    });

    /** Another account, in another region, that has all contacts of the file and takes any list. */
    async function switchElsewhere(): Promise<string> {
      other = await startSandbox({ contacts: [1, 2, 3].map((n) => ({ sid: sidOf(n) })) });
      forget = await storeCredentials(other.origin, other.credentials);
      await set({ region: 'custom', customEndpoint: other.origin });
      return other.lists.add([], 'VIP');
    }

    const listIn = (at: Sandbox) => ({ sid: at.lists.add([], 'VIP'), name: 'VIP' });
    const inList = ({ sid }: { sid: string }) => [...sandbox.lists.get(sid)!.contacts];

    it('that is shown, adds the contacts that went through; run again, the same ones, whatever is shown by then', async () => {
      const list = listIn(sandbox);
      assert.equal((await addToList(undefined, list))?.added, 2);
      assert.deepEqual(inList(list), [1, 3].map(sidOf));

      const again = listIn(sandbox);
      await workspace.fs.writeFile(uri, Buffer.from(`sid,first_name\n${[3, 2, 1].map(sidOf).join(',x\n')},x`));
      await (await testApi()).shown.openLast();
      assert.equal((await addToList(uri, again, updated.runId))?.added, 2);
      assert.deepEqual(inList(again), [3, 1].map(sidOf));
    });

    it('in another region is refused, and nothing is read or sent there', async () => {
      const sid = await switchElsewhere();
      assert.equal(await addToList(undefined, { sid, name: 'VIP' }), undefined);
      assert.equal(await addToList(undefined, undefined), undefined);
      assert.equal(await addToList(uri, { sid, name: 'VIP' }, updated.runId), undefined);
      assert.deepEqual([other!.requests.length, sandbox.requests.length], [0, 0]);
    });

    it('is retried with the rows that were meant, and not with the others of the file', async () => {
      const list = listIn(sandbox);
      sandbox.contacts.reset();
      sandbox.contacts.load([2, 3].map((n) => ({ sid: sidOf(n) })));
      assert.deepEqual([(await addToList(undefined, list))?.added, inList(list)], [1, [sidOf(3)]]);
      sandbox.contacts.load([{ sid: sidOf(1) }]);
      assert.equal((await run('retryFailed', uri))?.added, 2);
      assert.deepEqual(inList(list), [3, 1].map(sidOf));
      assert.equal((await run('retryFailed', uri))?.added, undefined, 'now nothing is left');
    });

    it('of which nothing was added is not retried in another region, whose list it is not', async () => {
      const list = listIn(sandbox);
      sandbox.contacts.reset();
      assert.equal((await addToList(uri, list))?.rejected, 3);
      await switchElsewhere();
      assert.equal(await run('retryFailed', uri), undefined);
      assert.equal(other!.requests.length, 0);
    });
  });
});
