import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, Range, TabInputWebview, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { SourceChange } from '../../src/editor/results/pageFeed';
import type { RunHead } from '../../src/protocol';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { counts, freshSandbox, openFile, set, testApi, update, writeFile, type TestApi } from './contactsFiles';

function isPanelVisible(): boolean {
  return window.tabGroups.all.some(
    ({ activeTab }) =>
      activeTab?.input instanceof TabInputWebview && activeTab.input.viewType.endsWith('exotelContacts.results'),
  );
}

describe('runs', () => {
  let api: TestApi;
  let sandbox: Sandbox;

  before(async () => {
    api = await testApi();
  });

  beforeEach(async () => {
    sandbox = await freshSandbox();
  });

  afterEach(() => set({ batchSize: undefined, keepRuns: undefined }));

  const csv = (...numbers: number[]) => ['sid,first_name', ...numbers.map((n) => `${sidOf(n)},name ${n}`)].join('\n');
  const known = (...numbers: number[]) => sandbox.contacts.load(numbers.map((n) => ({ sid: sidOf(n) })));
  const showResults = (runId?: string) => commands.executeCommand('exotelContacts.showResults', runId);
  const retry = (what?: string | Uri) =>
    commands.executeCommand<RunSummary | undefined>('exotelContacts.retryFailed', what);

  function head(): RunHead {
    const shown = api.shown.head();
    assert.equal(shown?.kind, 'run');
    return shown;
  }

  /** The sids that are sent while `work` goes on. */
  async function sentBy(work: () => unknown): Promise<string[]> {
    const before = sandbox.requests.length;
    await work();
    return [...sandbox.requests].slice(before).flatMap(({ sids }) => [...(sids ?? [])]);
  }

  /** Starts an update that stays on until `end`. */
  async function startSlowly(uri: Uri) {
    await set({ batchSize: 1 });
    const reply = latch();
    sandbox.faults.next({ holdUntil: reply.opened });
    const before = api.shown.id;
    const summary = update(uri);
    await eventually(() => assert.ok(api.shown.id !== before && head().state === 'running'));
    const end = async () => {
      reply.open();
      return summary;
    };
    return { runId: api.shown.id!, end };
  }

  it('an earlier one can be shown while one is on: Stop still reaches that one, and Show Results leads back', async () => {
    known(1, 2, 3, 4, 5);
    const earlier = (await update(await writeFile('csv', csv(1, 9))))!;
    const { runId, end } = await startSlowly(await writeFile('csv', csv(2, 3, 4, 5)));

    await showResults(earlier.runId);
    assert.equal(head().id, earlier.runId);
    assert.equal(head().otherRun?.id, runId);
    assert.equal(head().goOn, undefined, 'one run at a time');
    await showResults();
    assert.equal(api.shown.id, runId);
    assert.equal(head().otherRun, undefined);

    await showResults(earlier.runId);
    await api.carryOut({ type: 'show', id: runId });
    assert.equal(api.shown.id, runId);

    await showResults(earlier.runId);
    await api.carryOut({ type: 'stop', id: runId });
    const summary = await end();
    assert.ok(summary && summary.notSent > 0, JSON.stringify(summary));
    assert.equal(api.shown.id, earlier.runId, 'what somebody looks at stays');
    assert.equal(head().otherRun, undefined);
    assert.equal(head().goOn, 'Retry');
  });

  it('Retry on an earlier one sends the rows of that one', async () => {
    const uri = await writeFile('csv', csv(1, 2, 3));
    known(1, 2);
    const first = (await update(uri))!;
    assert.deepEqual(counts(first), [2, 1, 0, 0, 0]);
    sandbox.contacts.reset();
    known(2, 3);
    const second = (await update(uri))!;
    assert.deepEqual(counts(second), [2, 1, 0, 0, 0]);

    known(1, 2, 3);
    await showResults(first.runId);
    assert.deepEqual(await sentBy(() => api.carryOut({ type: 'goOn', id: first.runId })), [sidOf(3)]);
    assert.deepEqual(await sentBy(() => retry(second.runId)), [sidOf(1)]);
  });

  it('a wish about one that is not shown does nothing, and the page is painted again', async () => {
    known(1, 2);
    const { uri } = await openFile('csv', csv(1, 7));
    const shownBefore = (await update(uri))!;
    const other = await openFile('csv', csv(2, 8));
    const shown = (await update(other.uri))!;
    assert.equal(api.shown.id, shown.runId);
    const changes: SourceChange[] = [];
    const listener = api.shown.onDidChange((change) => changes.push(change));

    const sent = await sentBy(async () => {
      await api.carryOut({ type: 'goOn', id: shownBefore.runId });
      await api.carryOut({ type: 'stop', id: shownBefore.runId });
      await api.carryOut({ type: 'reveal', id: shownBefore.runId, row: 1, focus: true });
      await api.carryOut({ type: 'reveal', id: shown.runId, row: 2, focus: true });
    });
    listener.dispose();
    assert.deepEqual(sent, []);
    assert.deepEqual(changes, ['all', 'all', 'all', 'all']);
    assert.notEqual(window.activeTextEditor?.document.uri.toString(), uri.toString());
    assert.equal(api.shown.id, shown.runId);
  });

  it('a stop for one that is over leaves the one that is on alone', async () => {
    known(1, 2, 3);
    const over = (await update(await writeFile('csv', csv(1))))!;
    const { end } = await startSlowly(await writeFile('csv', csv(2, 3)));
    await api.carryOut({ type: 'stop', id: over.runId });
    assert.equal(head().state, 'running');
    assert.deepEqual(counts(await end()), [2, 0, 0, 0, 0]);
  });

  it('the last one is known and can be retried where no record is kept', async () => {
    await set({ keepRuns: 0 });
    const uri = await writeFile('csv', csv(1, 2));
    known(1);
    const { runId } = (await update(uri))!;
    known(1, 2);
    await showResults(runId);
    assert.deepEqual(await sentBy(() => retry(uri)), [sidOf(2)]);
  });

  it('the head says how many requests were sent, also after a refusal of all', async () => {
    sandbox.faults.next({ refuse: { status: 401 } });
    await update(await writeFile('csv', csv(1)));
    assert.deepEqual(head().requests, { sent: 1, done: 0, planned: 1 });
  });

  it('a check with more problems than VS Code lists is shown whole, and each leads to its place', async () => {
    const lines = Array.from({ length: 1_200 }, (_, n) => `${sidOf(n)},12345`);
    const { uri } = await openFile('csv', ['sid,number', ...lines].join('\n'));
    const result = await commands.executeCommand<{ warnings: number }>('exotelContacts.checkFile', uri);
    assert.equal(result.warnings, 1_200);
    const head = api.shown.head();
    assert.equal(head?.kind, 'check');
    assert.deepEqual(head.totals, { error: 0, warning: 1_200, information: 0, total: 1_200 });
    assert.equal(api.shown.rows.count, 1_200);
    const { rows } = api.shown;
    assert.deepEqual([rows.line(1_199), rows.sid(1_199)], [1_201, sidOf(1_199)]);
    assert.deepEqual(rows.result(1_199).slice(0, 2), ['warning', 'bad-number']);

    await api.carryOut({ type: 'reveal', id: head.id, row: 1_150, focus: true });
    const at = await eventually(() => {
      const editor = window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), uri.toString());
      assert.equal(editor.selection.active.line, 1_151);
      return editor.selection.active;
    });
    assert.equal(at.character, 33, 'the cell with the number');
    assert.ok(isPanelVisible(), 'the file is not opened on top of the list');

    const edit = new WorkspaceEdit();
    edit.replace(uri, new Range(1, 33, 1, 38), '+919876543210');
    await workspace.applyEdit(edit);
    assert.equal(api.shown.head()?.notes.length, 1, 'says that it is outdated');
    await api.carryOut({ type: 'checkAgain', id: head.id });
    assert.equal(api.shown.rows.count, 1_199);
    assert.equal(api.shown.head()?.notes.length, 0);
  });

  for (const [ending, text, at] of [
    ['csv', `sid,first_name,number\n${sidOf(1)},one,+919876543210\n${sidOf(2)},two,9.19877E+11\n`, [2, 37]],
    [
      'json',
      `[\n{"sid":"${sidOf(1)}","number":"+919876543210"},\n{"sid":"${sidOf(2)}",\n  "first_name":"two", "number":"9.19877E+11"}]`,
      [3, 31],
    ],
  ] as const) {
    it(`Enter on a row with a bad number leads to the number, in ${ending}, and leaves the results visible`, async () => {
      known(1);
      await commands.executeCommand('workbench.action.closeAllEditors');
      const uri = await writeFile(ending, text);
      const { runId } = (await update(uri))!;
      assert.deepEqual(api.shown.rows.result(1).slice(0, 2), ['invalid', 'bad-number']);
      await eventually(() => assert.ok(isPanelVisible()));
      await api.carryOut({ type: 'reveal', id: runId, row: 1, focus: true });
      await eventually(() => {
        const editor = window.activeTextEditor;
        assert.equal(editor?.document.uri.toString(), uri.toString());
        const { line, character } = editor.selection.active;
        assert.deepEqual([line, character], at);
      });
      assert.ok(isPanelVisible(), 'the file is not opened on top of the results');
    });
  }

  it('as many are kept as the setting says, none with 0, and the history has no more', async () => {
    const uri = await writeFile('csv', csv(1));
    known(1);
    const runIds: string[] = [];
    for (const keepRuns of [undefined, undefined, undefined, 2]) {
      await set({ keepRuns });
      runIds.unshift((await update(uri))!.runId);
    }
    assert.deepEqual(await api.runIds(), runIds.slice(0, 2));
    await set({ keepRuns: 0 });
    await update(uri);
    assert.deepEqual(await api.runIds(), []);
  });

  it('Retry with a check in the panel means the last run of its file, and a wrong argument means none', async () => {
    const faulty = Array.from({ length: 1_100 }, (_, n) => `,nobody ${n}`);
    const uri = await writeFile('csv', [csv(1, 2), ...faulty].join('\n'));
    known(1);
    assert.deepEqual(counts(await update(uri)), [1, 1, 1_100, 0, 0]);
    known(1, 2);
    await showResults();
    await commands.executeCommand('exotelContacts.checkFile', uri);
    assert.equal(api.shown.head()?.kind, 'check');
    assert.ok(window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputWebview);
    assert.deepEqual(await sentBy(() => commands.executeCommand('exotelContacts.retryFailed', 5)), []);
    assert.deepEqual(await sentBy(() => retry()), [sidOf(2)]);
  });

  it('the head names the file with its folder, in the workspace and outside', async () => {
    known(1);
    const uri = await writeFile('csv', csv(1), 'march');
    await update(uri);
    assert.equal(api.shown.head()?.file, `march/${uri.path.split('/').pop()}`);

    const outside = Uri.file(
      path.join(await mkdtemp(path.join(tmpdir(), 'exotel-contacts-')), 'april', 'contacts.csv'),
    );
    await workspace.fs.writeFile(outside, Buffer.from(csv(1)));
    await update(outside);
    assert.equal(api.shown.head()?.file, 'april/contacts.csv');
    await workspace.fs.delete(Uri.joinPath(outside, '..', '..'), { recursive: true });
  });
});
