import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { commands, Position, TabInputTextDiff, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { eventually } from '../eventually';
import type { PreviewHead } from '../../src/protocol';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { openFile, set, testApi, writeFile, type TestApi } from './contactsFiles';

interface Result {
  rows: number;
  changed: number;
  same: number;
  missing: number;
  unread: number;
  requests: number;
}

describe('previewing changes', function () {
  this.timeout(120_000);
  let api: TestApi;
  let sandbox: Sandbox;

  before(async () => {
    api = await testApi();
    sandbox = await api.sandbox();
  });
  beforeEach(async () => {
    await set({ region: 'sandbox', confirmBeforeSending: false });
    sandbox.faults.clear();
    sandbox.contacts.reset();
    for (const sid of [...sandbox.contacts.sids()]) sandbox.contacts.delete(sid);
    sandbox.contacts.load(
      Array.from({ length: 60 }, (_, n) => ({ sid: sidOf(n), first_name: `Name ${n}`, tag: 'old' })),
    );
    sandbox.requests.clear();
  });
  after(async () => {
    await workspace.saveAll();
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  const preview = (uri: Uri, request: object) =>
    commands.executeCommand<Result | undefined>('exotelContacts.previewChanges', uri, request);
  /** Two that change, one that stays the same, one that is missing, and one without a sid. */
  const text = `sid,first_name,tag\n${sidOf(0)},Asha,old\n${sidOf(1)},Name 1,old\n${sidOf(2)},Name 2,new\n${sidOf(99)},x,y\n,z,z\n`;
  const expected = { rows: 5, changed: 2, same: 1, missing: 1, unread: 1 };
  const head = () => api.shown.head() as PreviewHead;

  it('counts what would change, and changes nothing', async () => {
    const stored = [...sandbox.contacts.values()];
    const uri = await writeFile('csv', text);
    assert.deepEqual(await preview(uri, { against: 'exotel' }), { ...expected, requests: 4 });
    assert.equal(sandbox.requests.length, 4);
    assert.ok([...sandbox.requests].every(({ method }) => method === 'GET'));
    assert.deepEqual([...sandbox.contacts.values()], stored);
    const { rows } = api.shown;
    assert.deepEqual(
      Array.from({ length: 5 }, (_, row) => rows.result(row).slice(0, 3)),
      [
        ['changed', 'first_name', 'first_name: Name 0 → Asha'],
        ['same', '', ''],
        ['changed', 'tag', 'tag: old → new'],
        ['missing', '', ''],
        ['unread', '', 'Cannot be sent, see the problems of the file'],
      ],
    );
    assert.match(head().notes.join(), /1 row has a SID that Exotel does not know, and would be rejected/);
  });

  it('reads the first rows, or those that are chosen', async () => {
    const uri = await writeFile('csv', text);
    assert.deepEqual(await preview(uri, { against: 'exotel', rows: 2 }), {
      rows: 5,
      changed: 1,
      same: 1,
      missing: 0,
      unread: 3,
      requests: 2,
    });
    assert.equal((await preview(uri, { against: 'exotel', rows: [3] }))?.missing, 1);
  });

  it('takes the cheaper way: page by page where that takes fewer requests', async () => {
    const uri = await writeFile(
      'csv',
      `sid,tag\n${Array.from({ length: 60 }, (_, n) => `${sidOf(n)},new`).join('\n')}\n`,
    );
    const result = await preview(uri, { against: 'exotel' });
    assert.equal(result?.changed, 60);
    assert.ok(result.requests < 12, `${result.requests} requests`);
    assert.equal(result.requests, sandbox.requests.length);
  });

  it('compares with a downloaded file without a request', async () => {
    const to = Uri.joinPath(workspace.workspaceFolders![0]!.uri, `before-${process.pid}.csv`);
    await commands.executeCommand('exotelContacts.downloadContacts', { to });
    sandbox.requests.clear();
    const uri = await writeFile('csv', text);
    assert.deepEqual(await preview(uri, { against: to }), { ...expected, requests: 0 });
    assert.equal(sandbox.requests.length, 0);
    assert.match(head().against, /before-.*\.csv, less than a minute old$/);
  });

  it('says that it is out of date when the file is edited or another region is selected', async () => {
    const { uri } = await openFile('csv', text);
    await preview(uri, { against: 'exotel' });
    assert.ok(!/Out of date/.test(head().notes.join()));
    await set({ region: 'mumbai' });
    assert.match(head().notes.join(), /Out of date: another region/);
    await set({ region: 'sandbox' });
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(1, 33), 'x');
    await workspace.applyEdit(edit);
    assert.match(head().notes.join(), /Out of date: the file was edited/);
  });

  it('shows the differences in the editor of VS Code, one field a line', async () => {
    const uri = await writeFile('csv', text);
    await preview(uri, { against: 'exotel' });
    await api.carryOut({ type: 'showDifferences', id: api.shown.id! });
    const input = await eventually(() => {
      const shown = window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(shown instanceof TabInputTextDiff);
      return shown;
    });
    const [before, now] = await Promise.all(
      [input.original, input.modified].map((each) => workspace.openTextDocument(each)),
    );
    assert.equal(
      before!.getText(),
      `${sidOf(0)}, line 2\n  first_name: "Name 0"\n\n${sidOf(2)}, line 4\n  tag: "old"\n`,
    );
    assert.equal(now!.getText(), `${sidOf(0)}, line 2\n  first_name: "Asha"\n\n${sidOf(2)}, line 4\n  tag: "new"\n`);
    assert.equal(workspace.fs.isWritableFileSystem(before!.uri.scheme), undefined);
  });

  it('shows the differences of two files of one name in two editors', async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    const folder = await writeFile('csv', text);
    const names = ['Asha', 'Usha'];
    for (const [n, name] of names.entries()) {
      const uri = Uri.joinPath(folder, '..', `month ${n}`, 'contacts.csv');
      await workspace.fs.writeFile(uri, Buffer.from(`sid,first_name\n${sidOf(0)},${name}\n`));
      await preview(uri, { against: 'exotel' });
      await api.carryOut({ type: 'showDifferences', id: api.shown.id! });
      // Otherwise the next one takes its place.
      await commands.executeCommand('workbench.action.keepEditor');
    }
    const inputs = await eventually(() => {
      const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
      const found = tabs.flatMap(({ input, label }) => (input instanceof TabInputTextDiff ? [{ input, label }] : []));
      assert.equal(found.length, 2);
      return found;
    });
    const texts = await Promise.all(
      inputs.map(
        async ({ input, label }) => `${label}: ${(await workspace.openTextDocument(input.modified)).getText()}`,
      ),
    );
    assert.deepEqual(
      texts.sort(),
      names.map(
        (name, n) =>
          `month ${n}/contacts.csv: before ↔ after the update (1 contact): ${sidOf(0)}, line 2\n  first_name: "${name}"\n`,
      ),
    );
  });

  it('is shown as text, what changes first', async () => {
    const uri = await writeFile('csv', text);
    await preview(uri, { against: 'exotel' });
    await commands.executeCommand('exotelContacts.showResultsAsText', api.shown.id);
    const shown = window.activeTextEditor!.document.getText();
    assert.match(shown, /^Preview of contacts-.*\.csv\n\nCompared with: Sandbox \(exotelSandbox\)\n/);
    assert.match(shown, /Changes: 2\n {2}Missing: 1\n {2}Not read: 1\n {2}Same: 1\n {2}Total: 5\n/);
    assert.ok(shown.includes(`Contacts that change (2)\n  Line 2, ${sidOf(0)}: first_name: Name 0 → Asha\n`), shown);
    assert.match(shown, /Line 6, no SID: Cannot be sent/);
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('is refused for an argument of another shape, and ends with Exotel’s refusal', async () => {
    const uri = await writeFile('csv', text);
    assert.equal(await preview(uri, { against: 'something' }), undefined);
    assert.equal(sandbox.requests.length, 0);
    sandbox.faults.always = { refuse: { status: 401 } };
    assert.equal(await preview(uri, { against: 'exotel' }), undefined);
    assert.equal(sandbox.requests.length, 1);
  });
});
