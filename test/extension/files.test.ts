import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile as writeBytes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { commands, languages, TabInputText, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { counts, found, freshSandbox, openFile, set, testApi, update, writeFile } from './contactsFiles';

const closeAll = () => commands.executeCommand('workbench.action.closeAllEditors');
const retry = (uri?: Uri) => commands.executeCommand<RunSummary | undefined>('exotelContacts.retryFailed', uri);

/** Contacts 1 and 3; the sandbox knows the first only. */
const text = `sid,first_name\n${sidOf(1)},one\n${sidOf(3)},three\n`;

describe('what becomes of a file meanwhile', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox(1, 2);
  });

  afterEach(async () => {
    await closeAll();
    // Deleted as a person does, the files take their problems along, those of earlier tests as well. On a busy machine, the search
    // finds a new file late and the problems go late.
    await eventually(async () => {
      const edit = new WorkspaceEdit();
      for (const uri of await workspace.findFiles('contacts-*')) edit.deleteFile(uri);
      await workspace.applyEdit(edit);
      assert.deepEqual(
        languages.getDiagnostics().flatMap(([uri, all]) => (all.length > 0 ? [uri.path] : [])),
        [],
      );
    });
  });

  const verdicts = (uri: Uri, ...expected: string[]) =>
    eventually(() => assert.deepEqual(found(uri, 'Exotel API'), expected));

  it('closed and opened again: its verdicts are still there', async () => {
    const { uri } = await openFile('csv', text);
    assert.deepEqual(counts(await update(uri)), [1, 1, 0, 0, 0]);
    await verdicts(uri, '3 1000');
    await closeAll();
    await window.showTextDocument(await workspace.openTextDocument(uri));
    await verdicts(uri, '3 1000');
  });

  it('changed by another program while it was closed: no verdict is where it does not belong', async () => {
    const uri = await writeFile('csv', text);
    assert.deepEqual(counts(await update(uri)), [1, 1, 0, 0, 0]);
    await verdicts(uri, '3 1000');
    await writeBytes(uri.fsPath, text.replace('sid,first_name\n', `sid,first_name\n${sidOf(9)},new\n`));
    await window.showTextDocument(await workspace.openTextDocument(uri));
    await verdicts(uri);
  });

  it('with mixed line ends, which an editor evens out: its verdicts are there once it opens, on their rows', async () => {
    const mixed = `sid,first_name\r\n${sidOf(1)},one\n${sidOf(3)},three\r\n${sidOf(2)},two\r${sidOf(4)},four\r\n`;
    const uri = await writeFile('csv', mixed);
    assert.deepEqual(counts(await update(uri)), [2, 2, 0, 0, 0]);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    assert.notEqual(document.getText(), mixed);
    await verdicts(uri, '3 1000', '5 1000');
    await closeAll();
    await window.showTextDocument(await workspace.openTextDocument(uri));
    await verdicts(uri, '3 1000', '5 1000');
  });

  it('changed and deleted by another program after a check: no problem stays behind', async () => {
    const uri = await writeFile('csv', `${text},nobody\n`);
    for (const meddle of [
      () => writeBytes(uri.fsPath, `${text}\n,nobody\n`),
      // Not before: VS Code does not report a file that came and went in one moment.
      () => rm(uri.fsPath),
    ]) {
      await commands.executeCommand('exotelContacts.checkFile', uri);
      assert.equal(found(uri, 'Exotel').length, 1);
      await meddle();
      await eventually(() => assert.deepEqual(found(uri, 'Exotel'), []));
    }
  });

  it('deleted: its problems go with it, and a retry sends nothing', async () => {
    const uri = await writeFile('csv', `${text},nobody\n`);
    assert.deepEqual(counts(await update(uri)), [1, 1, 1, 0, 0]);
    await verdicts(uri, '3 1000');
    assert.deepEqual(found(uri, 'Exotel'), ['4 missing-sid']);
    const edit = new WorkspaceEdit();
    edit.deleteFile(uri);
    assert.equal(await workspace.applyEdit(edit), true);
    await verdicts(uri);
    assert.deepEqual(found(uri, 'Exotel'), []);
    const before = sandbox.requests.length;
    assert.equal(await retry(uri), undefined);
    assert.equal(sandbox.requests.length, before);
  });

  /** Updates a file that no editor has, with a row that is rejected and one that is invalid. */
  async function updateClosed(uri: Uri): Promise<void> {
    assert.deepEqual(counts(await update(uri)), [1, 1, 1, 0, 0]);
    await verdicts(uri, '3 1000');
    assert.deepEqual(found(uri, 'Exotel'), ['4 missing-sid']);
  }

  const withInvalid = `${text},nobody\n`;

  for (const [what, change] of [
    ['deleted', (uri: Uri) => rm(uri.fsPath)],
    ['changed', (uri: Uri) => writeBytes(uri.fsPath, `${text}${sidOf(4)},four\n`)],
  ] as const) {
    it(`${what} by another program right after its update, open in no editor: its problems go`, async () => {
      const uri = await writeFile('csv', withInvalid);
      await updateClosed(uri);
      await change(uri);
      await verdicts(uri);
      await eventually(() => assert.deepEqual(found(uri, 'Exotel'), []));
    });
  }

  for (const [where, write] of [
    ['in the workspace', () => writeFile('csv', withInvalid, 'folder')],
    [
      'outside the workspace',
      async () => {
        const uri = Uri.file(path.join(await mkdtemp(path.join(tmpdir(), 'exotel-contacts-folder-')), 'list.csv'));
        await writeBytes(uri.fsPath, withInvalid);
        return uri;
      },
    ],
  ] as const) {
    it(`deleted with its folder by another program, ${where}: its problems go`, async () => {
      const uri = await write();
      await updateClosed(uri);
      await rm(path.dirname(uri.fsPath), { recursive: true });
      await verdicts(uri);
      await eventually(() => assert.deepEqual(found(uri, 'Exotel'), []));
    });
  }

  it('written right before its update: a late report of that takes no problem away', async () => {
    const uri = await writeFile('csv', withInvalid);
    await updateClosed(uri);
    // VS Code reports a new file up to a second later, and a second after that it is looked at.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    assert.deepEqual(found(uri, 'Exotel API'), ['3 1000']);
    assert.deepEqual(found(uri, 'Exotel'), ['4 missing-sid']);
  });

  it('renamed while its run is on: the run, its verdicts and a retry go with it, and no problem stays behind', async () => {
    const { uri } = await openFile('csv', text);
    const renamed = uri.with({ path: uri.path.replace('.csv', '-renamed.csv') });
    await set({ batchSize: 1 });
    sandbox.faults.next({ delayMs: 1_500 });
    const before = sandbox.requests.length;
    const run = update(uri);
    await eventually(() => assert.equal(sandbox.requests.length, before + 1));
    const edit = new WorkspaceEdit();
    edit.renameFile(uri, renamed);
    assert.equal(await workspace.applyEdit(edit), true);
    assert.deepEqual(counts(await run), [1, 1, 0, 0, 0]);
    await set({ batchSize: undefined });
    await verdicts(uri);
    await verdicts(renamed, '3 1000');
    sandbox.contacts.load([{ sid: sidOf(3) }]);
    assert.deepEqual(counts(await retry(renamed)), [2, 0, 0, 0, 0]);
    assert.deepEqual([...[...sandbox.requests].at(-1)!.sids], [sidOf(3)]);
    await verdicts(renamed);
  });

  it('read-only: nothing is written into it', async () => {
    const uri = await writeFile('csv', text);
    await chmod(uri.fsPath, 0o444);
    const { mtime } = await workspace.fs.stat(uri);
    assert.deepEqual(counts(await update(uri)), [1, 1, 0, 0, 0]);
    assert.equal((await workspace.fs.stat(uri)).mtime, mtime);
  });

  it('never saved: it is sent as it is in its editor, and retried', async () => {
    const { uri } = await window
      .showTextDocument(await workspace.openTextDocument({ content: text }))
      .then(({ document }) => document);
    assert.equal(uri.scheme, 'untitled');
    assert.deepEqual(counts(await update()), [1, 1, 0, 0, 0]);
    await verdicts(uri, '3 1000');
    sandbox.contacts.load([{ sid: sidOf(3) }]);
    assert.deepEqual(counts(await retry()), [2, 0, 0, 0, 0]);
    await verdicts(uri);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('over 50 MB, where no extension sees a document: its bytes are read, and a row leads to it', async () => {
    const long = 'x'.repeat(1 << 20);
    const rows = Array.from({ length: 52 }, (_, n) => `${sidOf(n + 1)},${n < 2 ? 'short' : ''},${long}`);
    const uri = await writeFile('csv', ['sid,first_name,notes', ...rows].join('\n'));
    await commands.executeCommand('vscode.open', uri);
    assert.ok(window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputText);
    assert.equal(
      workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()),
      false,
    );
    // Two rows have something to update; the command finds the file by its tab.
    const summary = await update();
    assert.deepEqual(counts(summary), [2, 0, 50, 0, 0]);

    await closeAll();
    const api = await testApi();
    assert.equal(api.shown.id, summary?.runId);
    await api.carryOut({ type: 'reveal', id: api.shown.id!, row: 40, focus: true });
    const { activeTab } = window.tabGroups.activeTabGroup;
    assert.ok(activeTab?.input instanceof TabInputText);
    assert.equal(activeTab.input.uri.toString(), uri.toString());
  });

  it('outside the workspace, of one name in folders of one name: they are told apart', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'exotel-contacts-'));
    const files: Uri[] = [];
    for (const name of ['one', 'other']) {
      const uri = Uri.file(path.join(folder, name, 'march', 'contacts.csv'));
      await workspace.fs.writeFile(uri, Buffer.from(text));
      files.push(uri);
    }
    const { shown } = await testApi();
    sandbox.contacts.load([{ sid: sidOf(3) }]);
    await update(files[0]);
    assert.equal(shown.head()?.file, 'march/contacts.csv');
    for (const uri of files) await window.showTextDocument(uri, { preview: false });
    assert.equal(shown.head()?.file, 'one/march/contacts.csv');
    await update(files[1]);
    assert.equal(shown.head()?.file, 'other/march/contacts.csv');
    await closeAll();
    await rm(folder, { recursive: true });
  });

  it('a retry means the file it is called on, and its last run, whatever the panel shows', async () => {
    const first = await writeFile('csv', text);
    const second = await writeFile('csv', text);
    await update(first);
    await update(second);
    const before = sandbox.requests.length;
    assert.equal(await retry(await writeFile('csv', text)), undefined, 'a file without a run');
    assert.equal(sandbox.requests.length, before);
    sandbox.contacts.load([{ sid: sidOf(3) }]);
    const oldRun = (await retry(first))?.runId;
    assert.ok(oldRun);
    sandbox.contacts.reset();
    sandbox.contacts.load([{ sid: sidOf(1) }]);
    const newRun = await update(first);
    assert.deepEqual(counts(newRun), [1, 1, 0, 0, 0]);
    await commands.executeCommand('exotelContacts.showResults', oldRun);
    sandbox.contacts.load([{ sid: sidOf(3) }]);
    assert.deepEqual(counts(await retry(first)), [2, 0, 0, 0, 0]);
    assert.deepEqual([...[...sandbox.requests].at(-1)!.sids], [sidOf(3)]);
  });
});
