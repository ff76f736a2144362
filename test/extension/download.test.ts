import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { commands, Uri, workspace } from 'vscode';
import type { Sandbox } from '../../src/sandbox/startSandbox';
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
    assert.deepEqual(sidsIn(await readFile(to.fsPath, 'utf8')), [3, 5, 8].map(sidOf));
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
