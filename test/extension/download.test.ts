import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile as write } from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { commands, Uri, workspace } from 'vscode';
import { requestsOf } from '../../src/core/remote/readingCost';
import { DownloadRecords } from '../../src/editor/download/downloadRecords';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { set, testApi, writeFile } from './contactsFiles';

interface Result {
  file: Uri;
  contacts: number;
  requests: number;
  complete: boolean;
}

describe('downloading contacts', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let files = 0;
  const total = 60;

  before(async () => {
    sandbox = await (await testApi()).sandbox();
  });

  beforeEach(async () => {
    await set({ region: 'sandbox', confirmBeforeSending: false, maxAttempts: 1 });
    sandbox.faults.clear();
    sandbox.contacts.reset();
    for (const sid of [...sandbox.contacts.sids()]) sandbox.contacts.delete(sid);
    sandbox.contacts.load(
      Array.from({ length: total }, (_, n) => ({
        sid: sidOf(n),
        number: `+1202${5_550_000 + n}`,
        first_name: `Name, ${n}`,
        custom_field: n % 2 ? { city: 'Pune', age: n } : {},
      })),
    );
    sandbox.requests.clear();
  });
  after(() => set({ maxAttempts: undefined }));

  const target = (ending: string) => {
    const folder = workspace.workspaceFolders![0]!.uri;
    return Uri.joinPath(folder, `download-${process.pid}-${++files}.${ending}`);
  };
  const download = (argument: object) =>
    commands.executeCommand<Result | undefined>('exotelContacts.downloadContacts', argument);
  const partialOf = (to: Uri) => `${to.fsPath}.incomplete.jsonl`;
  const sidsIn = (text: string) => [...text.matchAll(/[0-9a-f]{32}/g)].map(([sid]) => sid);
  const all = Array.from({ length: total }, (_, n) => sidOf(n));

  for (const ending of ['csv', 'tsv', 'json', 'jsonl']) {
    it(`writes a .${ending} file that can be sent back as it is`, async () => {
      const to = target(ending);
      const result = await download({ to });
      assert.deepEqual(
        { ...result, file: result?.file.toString() },
        { file: to.toString(), contacts: total, requests: sandbox.requests.length, complete: true },
      );
      assert.deepEqual(sidsIn(await readFile(to.fsPath, 'utf8')), all);
      assert.equal(existsSync(partialOf(to)), false);
      assert.deepEqual(await commands.executeCommand('exotelContacts.checkFile', to), {
        rows: total,
        errors: 0,
        warnings: 0,
      });
      const before = [...sandbox.contacts.values()].map((contact) => ({ ...contact, date_updated: '' }));
      const summary = await commands.executeCommand<{ updated: number }>('exotelContacts.updateContacts', to);
      assert.equal(summary.updated, total);
      const now = [...sandbox.contacts.values()].map((contact) => ({ ...contact, date_updated: '' }));
      assert.deepEqual(now, before);
    });
  }

  it('reads one list, and no more than asked for', async () => {
    const list = sandbox.lists.add([3, 5, 8].map(sidOf));
    const to = target('csv');
    assert.equal((await download({ to, list }))?.contacts, 3);
    const [, ...rows] = (await readFile(to.fsPath, 'utf8')).split('\n');
    assert.deepEqual(sidsIn(rows.join('\n')), [3, 5, 8].map(sidOf));
    const few = target('csv');
    const result = await download({ to: few, limit: 25 });
    assert.deepEqual([result?.contacts, result?.requests, result?.complete], [25, 2, true]);
  });

  it('goes on where it failed, reads nothing twice, and leaves no file that looks complete', async () => {
    const to = target('csv');
    sandbox.faults.at(3, { refuse: { status: 401 } });
    assert.equal(await download({ to }), undefined);
    assert.equal(existsSync(to.fsPath), false);
    assert.deepEqual(sidsIn(await readFile(partialOf(to), 'utf8')), all.slice(0, 39));
    sandbox.requests.clear();
    sandbox.faults.clear();
    const result = await download({ to });
    assert.deepEqual([result?.contacts, result?.requests, result?.complete], [total, 3, true]);
    assert.equal(sandbox.requests.length, 3);
    assert.deepEqual(sidsIn(await readFile(to.fsPath, 'utf8')), all);
    assert.equal(existsSync(partialOf(to)), false);
  });

  it('cuts off what a crash left half written', async () => {
    const to = target('json');
    sandbox.faults.at(3, { refuse: { status: 401 } });
    await download({ to });
    const { appendFile } = await import('node:fs/promises');
    await appendFile(partialOf(to), '{"sid":"half of');
    sandbox.faults.clear();
    assert.equal((await download({ to }))?.contacts, total);
    assert.deepEqual(sidsIn(await readFile(to.fsPath, 'utf8')), all);
  });

  const changes: [string, (text: string) => string][] = [
    ['made longer', (text) => text.replace('Name, 5"', 'Name, 5 and more"')],
    ['made shorter', (text) => text.replace('Name, 5"', 'N"')],
    ['edited at the same length', (text) => text.replace('Name, 5"', 'Nova, 5"')],
    ['sorted', (text) => text.split('\n').slice(0, -1).toReversed().join('\n') + '\n'],
    ['written with other line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['emptied', () => ''],
  ];
  for (const [how, change] of changes) {
    it(`starts again when the partial file was ${how} since`, async () => {
      const to = target('csv');
      sandbox.faults.at(3, { refuse: { status: 401 } });
      await download({ to });
      await write(partialOf(to), change(await readFile(partialOf(to), 'utf8')));
      sandbox.faults.clear();
      sandbox.requests.clear();
      const result = await download({ to });
      assert.deepEqual([result?.contacts, result?.complete], [total, true]);
      assert.equal(result?.requests, requestsOf({ kind: 'all' }, total), 'all of them are read again');
      const text = await readFile(to.fsPath, 'utf8');
      assert.deepEqual(sidsIn(text), all);
      for (let n = 0; n < total; n++) assert.ok(text.includes(`"Name, ${n}"`), `contact ${n} as Exotel has it`);
    });
  }

  it('writes no file of a partial one that another program changed while it was downloaded', async () => {
    const to = target('csv');
    const held = latch();
    sandbox.faults.at(3, { holdUntil: held.opened });
    const downloading = download({ to });
    await eventually(() => assert.equal(sandbox.requests.length, 3));
    const text = await readFile(partialOf(to), 'utf8');
    await write(partialOf(to), text.replace('Name, 5"', 'Name, 5 and more"'));
    held.open();
    assert.equal(await downloading, undefined);
    assert.equal(existsSync(to.fsPath), false);
    assert.equal((await download({ to }))?.contacts, total);
    assert.deepEqual(sidsIn(await readFile(to.fsPath, 'utf8')), all);
  });

  it('stops where another window took it over, and leaves the record to that one', async () => {
    const to = target('csv');
    const held = latch();
    sandbox.faults.at(3, { holdUntil: held.opened });
    const downloading = download({ to });
    await eventually(() => assert.equal(sandbox.requests.length, 3));
    const folder = path.join((await testApi()).storage.fsPath, 'downloads');
    const records = new DownloadRecords((await testApi()).storage);
    const before = await records.of(to.toString());
    const lock = (await readdir(folder)).find((name) => name.endsWith('.lock'));
    await write(path.join(folder, lock!), 'the other window');
    held.open();
    assert.equal(await downloading, undefined);
    assert.equal(existsSync(to.fsPath), false);
    assert.deepEqual(await records.of(to.toString()), before);
    assert.equal(sidsIn(await readFile(partialOf(to), 'utf8')).length, before?.state.contacts);
    await rm(path.join(folder, lock!));
  });

  it('is not forgotten while the drive with its partial file is not there', async () => {
    const folder = Uri.joinPath(workspace.workspaceFolders![0]!.uri, `drive-${process.pid}`);
    await workspace.fs.createDirectory(folder);
    const to = Uri.joinPath(folder, 'contacts.csv');
    sandbox.faults.at(3, { refuse: { status: 401 } });
    await download({ to });
    const records = new DownloadRecords((await testApi()).storage);
    const listed = async () => (await records.all()).some((record) => record.to === to.toString());
    assert.equal(await listed(), true);
    await rename(folder.fsPath, `${folder.fsPath} gone`);
    assert.equal(await listed(), false);
    // Where a drive was mounted, an empty folder may be left.
    await workspace.fs.createDirectory(folder);
    assert.equal(await listed(), false);
    await workspace.fs.delete(folder);
    await rename(`${folder.fsPath} gone`, folder.fsPath);
    assert.equal(await listed(), true, 'it is there again');
    sandbox.faults.clear();
    sandbox.requests.clear();
    assert.equal((await download({ to }))?.requests, 3);
    assert.deepEqual(sidsIn(await readFile(to.fsPath, 'utf8')), all);
  });

  it('starts again when the partial file is gone', async () => {
    const to = target('csv');
    sandbox.faults.at(3, { refuse: { status: 401 } });
    await download({ to });
    await workspace.fs.delete(Uri.file(partialOf(to)));
    sandbox.faults.clear();
    assert.deepEqual((await download({ to }))?.contacts, total);
    assert.deepEqual(sidsIn(await readFile(to.fsPath, 'utf8')), all);
  });

  it('says in the name of the file that a contact could not be read', async () => {
    const to = target('csv');
    sandbox.contacts.load([{ sid: 'not a sid' }]);
    const result = await download({ to });
    assert.deepEqual([result?.contacts, result?.complete], [total, false]);
    assert.equal(result?.file.path, to.path.replace('.csv', '.incomplete.csv'));
    assert.equal(existsSync(to.fsPath), false);
    assert.deepEqual(sidsIn(await readFile(result.file.fsPath, 'utf8')), all);
  });

  it('says that nothing can be read', async () => {
    sandbox.faults.always = { distort: ['dataNull'] };
    assert.equal(await download({ to: target('csv') }), undefined);
    assert.equal(sandbox.requests.length, 1);
  });

  it('leaves the file that is there alone until the new one is complete', async () => {
    const to = await writeFile('csv', 'sid,tag\nold,x\n');
    sandbox.faults.at(2, { refuse: { status: 500 } });
    assert.equal(await download({ to }), undefined);
    assert.equal(await readFile(to.fsPath, 'utf8'), 'sid,tag\nold,x\n');
  });

  it('refuses a list that is not there, a name without a format, and an argument of another shape', async () => {
    assert.equal(await download({ to: target('csv'), list: sidOf(1) }), undefined);
    assert.equal(await download({ to: target('xlsx') }), undefined);
    sandbox.requests.clear();
    assert.equal(await download({ to: 'contacts.csv' }), undefined);
    assert.equal(await download({ to: target('csv'), limit: 0 }), undefined);
    assert.equal(sandbox.requests.length, 0);
  });

  it('keeps no contact outside the file and its partial one', async () => {
    const to = target('csv');
    sandbox.faults.at(3, { refuse: { status: 401 } });
    await download({ to });
    const { storage } = await testApi();
    const folder = path.join(storage.fsPath, 'downloads');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
    const own = texts.find((text) => text.includes(path.basename(to.path)));
    assert.ok(own);
    assert.ok(!/Name, |\+1202|Pune/.test(texts.join('')));
    assert.ok(!own.includes(sidOf(1)));
  });
});
