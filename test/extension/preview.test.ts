import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, Position, Range, TabInputTextDiff, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { eventually } from '../eventually';
import type { Target } from '../../src/api/region';
import { usePreview } from '../../src/editor/preview/usePreview';
import { readContacts } from '../../src/editor/readContacts';
import { readSetting } from '../../src/editor/settings';
import type { PreviewHead } from '../../src/protocol';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { openFile, set, storeCredentials, testApi, update, writeFile, type TestApi } from './contactsFiles';

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

  it('asks for no contact whose sid is malformed, and shows the row as not read', async () => {
    const uri = await writeFile('csv', `sid,tag\n83ba,new\n${sidOf(0)},new\n..,new\n`);
    assert.deepEqual(await preview(uri, { against: 'exotel' }), {
      rows: 3,
      changed: 1,
      same: 0,
      missing: 0,
      unread: 2,
      requests: 1,
    });
    assert.deepEqual(
      [0, 2].map((row) => api.shown.rows.result(row)[2]),
      ['Not read: the sid is not 32 hexadecimal digits', 'Cannot be sent, see the problems of the file'],
    );
    const none = await writeFile('csv', 'sid,tag\n83ba,new\n');
    const { unread, requests } = (await preview(none, { against: 'exotel' }))!;
    assert.deepEqual([unread, requests], [1, 0]);
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
    assert.match(head().against, /before-.*\.csv, less than a minute old, from Sandbox \(exotelSandbox\)$/);
  });

  const download = async (name: string, request: object) => {
    const to = Uri.joinPath(workspace.workspaceFolders![0]!.uri, `${name}-${process.pid}.${name.replace(/.* /, '')}`);
    await commands.executeCommand('exotelContacts.downloadContacts', { to, ...request });
    return to;
  };

  for (const ending of ['csv', 'json', 'jsonl']) {
    it(`never takes what is not in a file for missing at Exotel: a list, the first ones, and a whole account (.${ending})`, async () => {
      const list = sandbox.lists.add([0, 1].map(sidOf));
      const uri = await writeFile('csv', text);
      const wanted: [string, object, RegExp][] = [
        ['list', { list }, new RegExp(`Sandbox \\(exotelSandbox\\), list ${list}$`)],
        ['first', { limit: 2 }, /Sandbox \(exotelSandbox\), the first 2 contacts$/],
        ['all', {}, /Sandbox \(exotelSandbox\)$/],
      ];
      for (const [name, request, said] of wanted) {
        const against = await download(`${name} ${ending}`, request);
        const [changed, gone] = name === 'all' ? [2, 1] : [1, 2];
        assert.deepEqual(await preview(uri, { against }), { ...expected, changed, missing: gone, requests: 0 });
        const states = Array.from({ length: 5 }, (_, row) => api.shown.rows.result(row)[0]);
        assert.deepEqual(states, ['changed', 'same', name === 'all' ? 'changed' : 'absent', 'absent', 'unread']);
        assert.match(head().against, said);
        assert.doesNotMatch(head().notes.join(), /Exotel does not (know|have)/);
        assert.match(head().notes.join(), /not in .*: only a preview with Exotel shows whether/);
        assert.deepEqual(head().totals, { changed, same: 1, absent: gone, unread: 1, total: 5 });
        assert.match(api.shown.rows.advice(3).text, /not in the file that was compared/);
        const view = api.shown.previewOf(uri)!;
        const use = await usePreview(view, await readContacts(uri), await sandboxTarget());
        assert.match(use.lines.join('\n'), new RegExp(`${gone} not in that file[^]*Not in ${name}.*: line`));
        assert.doesNotMatch(use.lines.join(), /Unknown to Exotel|missing/);
        assert.deepEqual(use.unchanged, [], 'only Exotel itself says that nothing changes');
      }
    });
  }

  it('does not say of a contact that it is not in a file whose row of it cannot be read', async () => {
    const uri = await writeFile('csv', text);
    const against = await writeFile('jsonl', `{"sid":"${sidOf(0)}","first_name":\n{"sid":"${sidOf(1)}"}\n`);
    assert.deepEqual(await preview(uri, { against }), {
      ...expected,
      changed: 1,
      same: 0,
      missing: 0,
      unread: 4,
      requests: 0,
    });
  });

  it('says of which region and account a file is, wherever it was moved, and that another one is selected', async () => {
    const downloaded = await download('moved csv', {});
    const against = Uri.joinPath(downloaded, '..', `another name ${process.pid}.csv`);
    await workspace.fs.rename(downloaded, against);
    const uri = await writeFile('csv', text);
    await preview(uri, { against });
    assert.match(head().against, /^another name .*, less than a minute old, from Sandbox \(exotelSandbox\)$/);
    assert.doesNotMatch(head().notes.join(), /another region or account/);
    await set({ region: 'mumbai' });
    await eventually(() => assert.match(head().notes.join(), /it is of another region or account/));
    await preview(uri, { against });
    assert.match(head().notes.join(), /it is of another region or account/);
  });

  const sandboxTarget = (): Promise<Target> =>
    Promise.resolve({ region: 'sandbox', origin: sandbox.origin, accountSid: sandbox.credentials.accountSid });

  describe('in the panel and in the question', () => {
    const origin = () => sandbox.origin;
    let forget: (() => Promise<void>)[] = [];
    let accountSid: string;
    beforeEach(async () => {
      ({ accountSid } = sandbox.credentials);
      forget = [await storeCredentials(origin(), sandbox.credentials)];
      await set({ region: 'custom', customEndpoint: origin() });
    });
    afterEach(async () => {
      for (const each of forget) await each();
      await set({ region: 'sandbox', customEndpoint: undefined, emptyCells: undefined });
    });

    const edit = async (uri: Uri, line: number, character: number, inserted: string) => {
      const change = new WorkspaceEdit();
      change.insert(uri, new Position(line, character), inserted);
      await workspace.applyEdit(change);
    };
    const other = { apiKey: 'other-key', apiToken: 'other-token', accountSid: 'other' };
    const changes: [string, RegExp | undefined, (uri: Uri) => Promise<unknown>][] = [
      ['after an edit of a value', /the file was edited/, (uri) => edit(uri, 1, 33, 'x')],
      ['after an edit that changes nothing that is sent', undefined, (uri) => edit(uri, 6, 0, '\n')],
      [
        'after an edit that was taken back',
        undefined,
        async (uri) => {
          await edit(uri, 1, 33, 'x');
          const back = new WorkspaceEdit();
          back.delete(uri, new Range(1, 33, 1, 34));
          await workspace.applyEdit(back);
        },
      ],
      ['with another region', /it is of another region or account/, () => set({ region: 'mumbai' })],
      [
        'with another account of the same region',
        /it is of another region or account/,
        async () => {
          await forget.pop()!();
          forget.push(await storeCredentials(origin(), other));
          ({ accountSid } = other);
        },
      ],
      [
        'with another address',
        /it is of another region or account/,
        () => set({ customEndpoint: 'https://other.example.com' }),
      ],
      ['with another meaning of empty cells', /the file was edited/, () => set({ emptyCells: 'clear' })],
      [
        'after an update of another file',
        /an update has started since/,
        async (uri) => {
          await update(await writeFile('csv', `sid,tag\n${sidOf(9)},x\n`));
          await api.carryOut({ type: 'show', id: api.shown.id! });
          api.shown.previewed(api.shown.previewOf(uri)!);
        },
      ],
    ];
    for (const [when, why, change] of changes) {
      it(`is as current in both ${when}`, async () => {
        const { uri } = await openFile('csv', `sid,first_name,tag\n${sidOf(0)},Asha,old\n${sidOf(1)},,old\n`);
        await preview(uri, { against: 'exotel' });
        assert.equal(api.shown.preview?.whyOutdated(), undefined);
        // Its file is looked at once by itself, a second after the preview.
        if (why) await sleep(1_500);
        await change(uri);
        // The panel finds out by itself; the question brings it up to date, too.
        await eventually(() => {
          const notes = head().notes.join();
          if (why) assert.match(notes, new RegExp(`Out of date: ${why.source}`));
          else assert.doesNotMatch(notes, /Out of date/);
        });
        const region = readSetting('region') as 'custom' | 'mumbai';
        const address = region === 'custom' ? readSetting('customEndpoint') : 'https://api.in.exotel.com';
        const target = { region, origin: address, accountSid };
        const { lines } = await usePreview(api.shown.previewOf(uri)!, await readContacts(uri), target);
        assert.match(lines.join(), why ? new RegExp(`out of date, ${why.source}`) : /1 change, 1 stay the same/);
      });
    }
  });

  it('is kept under the new name of its file, while others are shown', async () => {
    const { uri } = await openFile('csv', text);
    await preview(uri, { against: 'exotel' });
    const view = api.shown.previewOf(uri);
    assert.ok(view);
    const renamed = Uri.joinPath(uri, '..', `renamed-${process.pid}.csv`);
    const edit = new WorkspaceEdit();
    edit.renameFile(uri, renamed);
    await workspace.applyEdit(edit);
    await eventually(() => assert.equal(api.shown.previewOf(renamed), view));
    assert.match(head().file, /^renamed-/);
    assert.equal(api.shown.previewOf(uri), undefined);
    await preview(await writeFile('csv', text), { against: 'exotel', rows: 1 });
    assert.equal(api.shown.previewOf(renamed)?.facts.preview.totals.changed, 2);
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
