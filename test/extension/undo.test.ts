import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, Uri, window, workspace } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { counts, set, storeCredentials, testApi, update, writeFile } from './contactsFiles';

interface Undone {
  readonly file: Uri | undefined;
  readonly restored: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly impossible: number;
}

const undo = (runId?: unknown, options?: unknown) =>
  commands.executeCommand<Undone | undefined>('exotelContacts.undoRun', runId, options);

describe('undoing an update', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await (await testApi()).sandbox();
  });

  beforeEach(async () => {
    await set({ region: 'sandbox', confirmBeforeSending: false, snapshotBeforeRun: 'always' });
    sandbox.faults.clear();
    sandbox.contacts.reset();
    sandbox.contacts.load(
      [1, 2, 3, 4].map((n) => ({
        sid: sidOf(n),
        first_name: `Before ${n}`,
        custom_field: { city: 'Pune', id: n },
        ...(n === 4 ? {} : { tag: 'old' }),
      })),
    );
  });

  afterEach(async () => {
    sandbox.contacts.mergesCustomField = false;
    await set({ snapshotBeforeRun: undefined, batchSize: undefined, keepRuns: undefined });
  });

  const state = () =>
    [1, 2, 3, 4].map((n) => {
      const { date_updated: _, ...contact } = sandbox.contacts.get(sidOf(n))!;
      return contact;
    });

  const lines = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

  it('restores what the run left, keeps what others changed since, and says what cannot be restored', async () => {
    const before = state();
    const uri = await writeFile(
      'jsonl',
      lines(
        ...[1, 2, 3].map((n) => ({ sid: sidOf(n), first_name: `After ${n}`, custom_field: { city: 'Mumbai' } })),
        { sid: sidOf(4), first_name: 'After 4', tag: 'new' },
        { sid: sidOf(5), first_name: 'Nobody' },
      ),
    );
    const summary = await update(uri);
    assert.deepEqual(counts(summary), [4, 1, 0, 0, 0]);
    const other = sandbox.contacts.get(sidOf(2))!;
    sandbox.contacts.update(other, { first_name: 'Theirs', last_name: 'Theirs' });
    sandbox.contacts.update(sandbox.contacts.get(sidOf(3))!, {
      first_name: 'Before 3',
      custom_field: { city: 'Pune', id: 3 },
    });

    sandbox.requests.clear();
    const undone = await undo(summary!.runId, { from: 'snapshot' });
    assert.ok(undone?.file);
    const { file, ...found } = undone;
    assert.deepEqual(found, { restored: 3, unchanged: 1, conflicts: 1, impossible: 1 });
    assert.deepEqual([...new Set([...sandbox.requests].map(({ method }) => method))], ['GET'], 'nothing was sent');
    assert.equal(window.activeTextEditor?.document.uri.toString(), file.toString());
    assert.match(file.path, /\.undo\.json$/);

    assert.deepEqual(counts(await update(file)), [3, 0, 0, 0, 0]);
    const expected = before.map((contact, index) =>
      index === 1
        ? { ...contact, first_name: 'Theirs', last_name: 'Theirs' }
        : index === 3
          ? { ...contact, tag: 'new' }
          : contact,
    );
    assert.deepEqual(state(), expected);
  });

  it('of an undo is a redo', async () => {
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},After 1\n${sidOf(2)},After 2\n`);
    const done = await update(uri);
    const after = state();
    const undone = await undo(done!.runId, { from: 'snapshot' });
    const undoing = await update(undone!.file);
    assert.equal(sandbox.contacts.get(sidOf(1))!.first_name, 'Before 1');
    const redone = await undo(undoing!.runId, { from: 'snapshot' });
    assert.equal(redone?.restored, 2);
    await update(redone.file);
    assert.deepEqual(state(), after);
  });

  it('takes the values from a file that was downloaded before, and none that the run did not send', async () => {
    await set({ snapshotBeforeRun: 'never' });
    const downloaded = await writeFile('json', JSON.stringify({ contacts: state() }));
    const before = state();
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},After 1\n${sidOf(2)},After 2\n`);
    const summary = await update(uri);
    sandbox.contacts.update(sandbox.contacts.get(sidOf(1))!, { last_name: 'Theirs' });
    assert.equal(await undo(summary!.runId, { from: 'snapshot' }), undefined, 'there is none');
    const undone = await undo(summary!.runId, { from: downloaded });
    assert.deepEqual([undone?.restored, undone?.conflicts, undone?.impossible], [2, 0, 0]);
    await update(undone!.file);
    assert.deepEqual(state(), [{ ...before[0]!, last_name: 'Theirs' }, ...before.slice(1)]);
  });

  it('takes no values from a download of another account or region, or from after the update', async () => {
    await set({ snapshotBeforeRun: 'never' });
    const folder = Uri.joinPath(workspace.workspaceFolders![0]!.uri);
    const download = async (name: string) => {
      const to = Uri.joinPath(folder, `${name}-${process.pid}.json`);
      await commands.executeCommand('exotelContacts.downloadContacts', { to });
      return to;
    };
    const before = await download('before');
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},After 1\n`);
    const summary = await update(uri);
    const after = await download('after');
    const text = Buffer.from(await workspace.fs.readFile(before)).toString();
    const otherAccount = await writeFile('json', text.replace('account=exotelSandbox', 'account=other'));
    const otherRegion = await writeFile('json', text.replace('region=sandbox', 'region=mumbai'));
    // As far as its own time goes, it is from before; what counts is what it says.
    await fs.utimes(after.fsPath, new Date(0), new Date(0));
    sandbox.requests.clear();
    for (const from of [after, otherAccount, otherRegion]) {
      assert.equal(await undo(summary!.runId, { from }), undefined);
    }
    assert.equal(sandbox.requests.length, 0);
    // A copy has a new time, and says the same.
    const copy = await writeFile('json', text);
    assert.equal((await undo(summary!.runId, { from: copy }))?.restored, 1);
  });

  it('finds out of an unknown row whether it was carried out', async () => {
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},After 1\n${sidOf(2)},After 2\n`);
    await set({ maxAttempts: 1 });
    // After the two requests of the snapshot.
    sandbox.faults.next({}, {}, { cut: 'afterCommit' });
    const summary = await update(uri);
    await set({ maxAttempts: undefined });
    assert.deepEqual(counts(summary), [0, 0, 0, 0, 2]);
    assert.equal(sandbox.contacts.get(sidOf(1))!.first_name, 'After 1', 'it was carried out');
    const undone = await undo(summary!.runId, { from: 'snapshot' });
    assert.deepEqual([undone?.restored, undone?.unchanged], [2, 0]);
  });

  it('is refused while the update is in progress', async () => {
    await set({ snapshotBeforeRun: 'never' });
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},After 1\n`);
    sandbox.requests.clear();
    const held = latch();
    sandbox.faults.next({ holdUntil: held.opened });
    const updating = update(uri);
    await eventually(() => assert.equal([...sandbox.requests].length > 0, true));
    const { shown } = await testApi();
    const runId = shown.record!.description.runId;
    sandbox.requests.clear();
    assert.equal(await undo(runId, { from: uri }), undefined);
    assert.equal([...sandbox.requests].length, 0);
    held.open();
    assert.deepEqual(counts(await updating), [1, 0, 0, 0, 0]);
    assert.ok(await undo(runId, { from: uri }));
  });

  it('is refused without a snapshot, and for arguments that mean nothing', async () => {
    await set({ snapshotBeforeRun: 'never' });
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},After 1\n`);
    const summary = await update(uri);
    const downloaded = await writeFile('json', JSON.stringify({ contacts: state() }));
    sandbox.requests.clear();
    assert.equal(await undo(summary!.runId, { from: 'nowhere' }), undefined);
    assert.equal(await undo('20000101T000000000Z-00000000', { from: downloaded }), undefined);
    assert.equal([...sandbox.requests].length, 0);
  });

  it('says which entries of custom_field may remain, which they do where Exotel merges', async () => {
    sandbox.contacts.mergesCustomField = true;
    const uri = await writeFile(
      'jsonl',
      lines(
        { sid: sidOf(1), custom_field: { city: 'Goa', id: 1, segment: 'A' } },
        { sid: sidOf(2), custom_field: { city: 'Goa' } },
      ),
    );
    const summary = await update(uri);
    assert.deepEqual(sandbox.contacts.get(sidOf(2))!.custom_field, { city: 'Goa', id: 2 });
    const { file, ...found } = (await undo(summary!.runId, { from: 'snapshot' }))!;
    assert.deepEqual(found, { restored: 2, unchanged: 0, conflicts: 0, impossible: 1 });
    await update(file);
    assert.deepEqual(
      [1, 2].map((n) => sandbox.contacts.get(sidOf(n))!.custom_field),
      [
        { city: 'Pune', id: 1, segment: 'A' },
        { city: 'Pune', id: 2 },
      ],
    );
    const { file: none, ...again } = (await undo(summary!.runId, { from: 'snapshot' }))!;
    assert.deepEqual([none, again.restored, again.unchanged, again.impossible], [undefined, 0, 1, 1]);
  });

  /** Where this window keeps what belongs to its workspace. */
  async function recordOf(runId: string): Promise<string> {
    const user = path.join((await testApi()).storage.fsPath, '..', '..');
    const found = await fs.readdir(user, { recursive: true });
    const record = found.find((name) => name.endsWith(path.join('runs', `${runId}.jsonl`)));
    assert.ok(record, runId);
    return path.join(user, record);
  }

  /**
   * An update of three contacts that VS Code did not survive: the first one has its verdict, the second one was updated and has none, the
   * third one was not sent.
   */
  async function interrupted(snapshot: 'always' | 'never'): Promise<{ uri: Uri; runId: string }> {
    await set({ batchSize: 1, snapshotBeforeRun: snapshot });
    const uri = await writeFile(
      'csv',
      ['sid,first_name', ...[1, 2, 3].map((n) => `${sidOf(n)},After ${n}`)].join('\n'),
    );
    const { runId } = (await update(uri))!;
    const record = await recordOf(runId);
    const text = await fs.readFile(record, 'utf8');
    const second = text.indexOf('{"type":"sending"', text.indexOf('{"type":"sending"') + 1);
    await fs.writeFile(record, text.slice(0, text.indexOf('\n', second) + 1));
    sandbox.contacts.update(sandbox.contacts.get(sidOf(3))!, { first_name: 'Before 3' });
    return { uri, runId };
  }

  const resume = (runId: string) => commands.executeCommand<RunSummary>('exotelContacts.resumeRun', runId);

  for (const later of ['never', 'always'] as const) {
    it(`takes a resumed one back to before its first run, with a snapshot of the second run ${later}`, async () => {
      const before = state();
      const { runId } = await interrupted('always');
      await set({ snapshotBeforeRun: later });
      const resumed = await resume(runId);
      assert.deepEqual(counts(resumed), [3, 0, 0, 0, 0]);
      const { file, ...found } = (await undo(resumed.runId, { from: 'snapshot' }))!;
      assert.deepEqual(found, { restored: 3, unchanged: 0, conflicts: 0, impossible: 0 });
      await update(file);
      assert.deepEqual(state(), before);
    });
  }

  it('does not take what a first run may have left for what was before it', async () => {
    const { runId } = await interrupted('never');
    await set({ snapshotBeforeRun: 'always' });
    const resumed = await resume(runId);
    const { file, ...found } = (await undo(resumed.runId, { from: 'snapshot' }))!;
    assert.deepEqual(found, { restored: 1, unchanged: 0, conflicts: 0, impossible: 2 });
    await update(file);
    assert.deepEqual(
      [1, 2, 3].map((n) => sandbox.contacts.get(sidOf(n))!.first_name),
      ['After 1', 'After 2', 'Before 3'],
    );
  });

  it('goes where it was read from, whatever region is selected, and its file is refused elsewhere', async () => {
    const before = state();
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},After 1\n`);
    const summary = await update(uri);
    const { file } = (await undo(summary!.runId, { from: 'snapshot' }))!;
    const copy = Uri.file(file!.fsPath.replace(/\.json$/, '.copy.json'));
    await workspace.fs.copy(file!, copy);
    const other = await startSandbox({ contacts: [{ sid: sidOf(1), first_name: 'Of another account' }] });
    const takeBack = await storeCredentials(other.origin, other.credentials);
    try {
      await set({ region: 'custom', customEndpoint: other.origin, snapshotBeforeRun: 'never' });
      sandbox.requests.clear();
      assert.equal(await update(copy), undefined, 'another window, say, knows only what the file says');
      assert.deepEqual([sandbox.requests.length, other.requests.length], [0, 0]);
      const undone = await update(file);
      assert.deepEqual([undone?.region, counts(undone)], ['sandbox', [1, 0, 0, 0, 0]]);
      assert.equal(other.requests.length, 0);
      assert.deepEqual(state(), before);
      await set({ region: 'sandbox' });
      assert.deepEqual(counts(await update(copy)), [1, 0, 0, 0, 0]);
    } finally {
      await set({ region: 'sandbox', customEndpoint: undefined });
      await takeBack();
      await other.stop();
    }
  });

  it('is possible as long as there is a snapshot, whatever the setting of the run history says', async () => {
    await set({ keepRuns: 0 });
    const api = await testApi();
    const folder = path.join(api.storage.fsPath, 'snapshots');
    await fs.rm(folder, { recursive: true, force: true });
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},After 1\n`);
    const { runId } = (await update(uri))!;
    assert.deepEqual(await api.runIds(), [runId]);
    const undone = await undo(runId, { from: 'snapshot' });
    assert.equal(undone?.restored, 1);
    await fs.rm(path.join(folder, `${runId}.jsonl`));
    await set({ snapshotBeforeRun: 'never' });
    await update(uri);
    assert.deepEqual(await api.runIds(), []);
  });
});
