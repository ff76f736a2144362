import assert from 'node:assert/strict';
import { writeFile as writeBytes } from 'node:fs/promises';
import { after, before, beforeEach, describe, it } from 'mocha';
import { commands, window, workspace, type Disposable, type Uri } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { counts, found, set, testApi, update, writeFile } from './contactsFiles';
import { MemoryFiles } from './memoryFiles';

const csv = (...sids: number[]) => ['sid,first_name', ...sids.map((n) => `${sidOf(n)},name ${n}`)].join('\n');

const updateAll = (files: readonly Uri[]) =>
  commands.executeCommand<readonly RunSummary[] | undefined>('exotelContacts.updateContacts', files[0], files);

describe('files that change unexpectedly', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let files: MemoryFiles;
  let registered: Disposable;

  before(async () => {
    sandbox = await (await testApi()).sandbox();
    files = new MemoryFiles('changing');
    registered = files.register();
  });

  after(() => void registered.dispose());

  beforeEach(async () => {
    await set({ region: 'sandbox', confirmBeforeSending: false });
    files.whileRead = () => undefined;
    files.reads = 0;
    sandbox.faults.clear();
    sandbox.contacts.reset();
    sandbox.contacts.load([1, 2, 3].map((n) => ({ sid: sidOf(n) })));
    sandbox.requests.clear();
  });

  const sent = () => [...sandbox.requests].map(({ sids }) => [...sids]);

  /** Runs a command up to the question for the region, which is asked once the files were read; changes something; answers. */
  async function whileAsked<T>(run: () => Thenable<T>, change: () => unknown): Promise<T> {
    await set({ region: 'ask' });
    let ended = false;
    const running = Promise.resolve(run()).finally(() => (ended = true));
    await change();
    await eventually(async () => {
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      assert.ok(ended);
    });
    return running;
  }

  it('changed during the first read: it is read once more, and sent as it is then', async () => {
    const uri = files.write('once.csv', csv(1));
    files.whileRead = () => {
      if (files.reads === 1) files.write('once.csv', csv(2, 3));
    };
    assert.deepEqual(counts(await update(uri)), [2, 0, 0, 0, 0]);
    assert.deepEqual(sent(), [[sidOf(2), sidOf(3)]]);
    assert.equal(files.reads, 2);
  });

  it('changed during the first read, to the same size: the time is enough', async () => {
    const uri = files.write('same.csv', csv(1));
    files.whileRead = () => {
      if (files.reads === 1) files.write('same.csv', csv(2));
    };
    assert.deepEqual(counts(await update(uri)), [1, 0, 0, 0, 0]);
    assert.deepEqual(sent(), [[sidOf(2)]]);
  });

  it('changed during both reads: nothing is sent', async () => {
    const uri = files.write('always.csv', csv(1));
    files.whileRead = () => void files.write('always.csv', csv(1, 2, 3).slice(0, -files.reads));
    assert.equal(await update(uri), undefined);
    assert.equal(files.reads, 2);
    assert.deepEqual(sent(), []);
  });

  it('changed while the region is asked for: nothing is sent of any file', async () => {
    const uris = [files.write('first.csv', csv(1)), files.write('second.csv', `${csv(2)}\n,nobody`)];
    const change = async () => {
      await eventually(() => assert.deepEqual(found(uris[1]!, 'Exotel'), ['3 missing-sid']));
      files.write('second.csv', csv(3));
    };
    assert.equal(await whileAsked(() => updateAll(uris), change), undefined);
    assert.deepEqual(sent(), []);
    assert.deepEqual((await updateAll(uris))?.map(counts), [
      [1, 0, 0, 0, 0],
      [1, 0, 0, 0, 0],
    ]);
    assert.deepEqual(sent(), [[sidOf(1)], [sidOf(3)]]);
  });

  for (const [what, change] of [
    ['written', (uri: Uri) => writeBytes(uri.fsPath, csv(3))],
    ['deleted', (uri: Uri) => workspace.fs.delete(uri)],
  ] as const) {
    it(`${what} by another program while the region is asked for: nothing is sent`, async () => {
      const uri = await writeFile('csv', `${csv(1)}\n,nobody`);
      const changeIt = async () => {
        await eventually(() => assert.deepEqual(found(uri, 'Exotel'), ['3 missing-sid']));
        await change(uri);
      };
      assert.equal(await whileAsked(() => update(uri), changeIt), undefined);
      assert.deepEqual(sent(), []);
    });
  }

  /** Updates two files, and does something after the first request has arrived and before it is answered. */
  async function whileFirstRuns(uris: readonly Uri[], change: () => unknown) {
    const held = latch();
    sandbox.faults.next({ holdUntil: held.opened });
    const running = updateAll(uris);
    await eventually(() => assert.equal(sandbox.requests.length, 1));
    await change();
    held.open();
    return running;
  }

  it('the second of two changed while the first is updated: the first keeps its verdicts, the second is not sent', async () => {
    const uris = [files.write('one.csv', csv(1)), files.write('two.csv', csv(2))];
    const summaries = await whileFirstRuns(uris, () => files.write('two.csv', csv(3)));
    assert.deepEqual(summaries?.map(counts), [[1, 0, 0, 0, 0]]);
    assert.deepEqual(sent(), [[sidOf(1)]]);
  });

  it('the second of two deleted while the first is updated: the first keeps its verdicts', async () => {
    const uris = [files.write('one.csv', csv(1)), files.write('two.csv', csv(2))];
    const summaries = await whileFirstRuns(uris, () => files.delete(uris[1]!));
    assert.deepEqual(summaries?.map(counts), [[1, 0, 0, 0, 0]]);
    assert.deepEqual(sent(), [[sidOf(1)]]);
  });

  it('the second of two opened while the first is updated: both are sent', async () => {
    const uris = [await writeFile('csv', csv(1)), await writeFile('csv', csv(2).replace('\n', '\r\n'))];
    const summaries = await whileFirstRuns(uris, async () => {
      await window.showTextDocument(await workspace.openTextDocument(uris[1]!));
    });
    assert.equal(summaries?.length, 2);
    assert.deepEqual(sent(), [[sidOf(1)], [sidOf(2)]]);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('a file that takes long to be read is given up with Cancel', async () => {
    const uri = files.write('slow.csv', csv(1));
    const held = latch();
    files.whileRead = () => held.opened;
    let ended = false;
    const running = update(uri).finally(() => (ended = true));
    await eventually(async () => {
      await commands.executeCommand('notification.acceptPrimaryAction');
      assert.ok(ended);
    });
    assert.equal(await running, undefined);
    held.open();
    assert.deepEqual(sent(), []);
  });
});
