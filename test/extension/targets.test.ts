import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { commands, type Uri, ViewColumn, window } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { counts, openFile, set, testApi, update, writeFile } from './contactsFiles';

const run = <T>(command: string, ...args: unknown[]) =>
  commands.executeCommand<T | undefined>(`exotelContacts.${command}`, ...args);

const csv = (...sids: number[]) => ['sid,first_name', ...sids.map((n) => `${sidOf(n)},name ${n}`)].join('\n');

describe('which files a command is about', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await (await testApi()).sandbox();
  });

  beforeEach(async () => {
    await set({ region: 'sandbox', confirmBeforeSending: false });
    await commands.executeCommand('workbench.action.closeAllEditors');
    sandbox.faults.clear();
    sandbox.contacts.reset();
    sandbox.contacts.load([1, 2, 3, 4].map((n) => ({ sid: sidOf(n) })));
    sandbox.requests.clear();
  });

  after(() => commands.executeCommand('workbench.action.closeAllEditors'));

  const sent = () => [...sandbox.requests].map(({ sids }) => [...sids]);

  it('all that are selected in the Explorer, in their order, one run each', async () => {
    const files = [await writeFile('csv', csv(3)), await writeFile('csv', csv(1, 9)), await writeFile('csv', csv(2))];
    const summaries = await run<readonly RunSummary[]>('updateContacts', files[1], files);
    assert.deepEqual(summaries?.map(counts), [
      [1, 0, 0, 0, 0],
      [1, 1, 0, 0, 0],
      [1, 0, 0, 0, 0],
    ]);
    assert.deepEqual(sent(), [[sidOf(3)], [sidOf(1), sidOf(9)], [sidOf(2)]]);
    assert.equal(new Set(summaries.map(({ runId }) => runId)).size, 3);
  });

  it('one that is clicked and selected alone gives one summary', async () => {
    const file = await writeFile('csv', csv(1));
    assert.deepEqual(counts(await run<RunSummary>('updateContacts', file, [file])), [1, 0, 0, 0, 0]);
  });

  it('no file at all is sent when one of several cannot be', async () => {
    const files = [await writeFile('csv', csv(1)), await writeFile('csv', 'sid,first_name\n,nobody')];
    assert.equal(await run('updateContacts', files[0], files), undefined);
    assert.deepEqual(sent(), []);
  });

  it('what ends the first run ends them all', async () => {
    const files = [await writeFile('csv', csv(1)), await writeFile('csv', csv(2))];
    sandbox.faults.always = { refuse: { status: 401 } };
    const summaries = await run<readonly RunSummary[]>('updateContacts', files[0], files);
    assert.deepEqual(summaries?.map(counts), [[0, 0, 0, 1, 0]]);
    assert.equal(sent().length, 1);
  });

  it('checks sum up', async () => {
    const files = [await writeFile('csv', csv(1, 2)), await writeFile('csv', `${csv(3)}\n,nobody`)];
    assert.deepEqual(await run('checkFile', files[0], files), { rows: 4, errors: 1, warnings: 0 });
    assert.deepEqual(sent(), []);
  });

  for (const [what, argument] of [
    ['text', '/some/contacts.csv'],
    ['a number', 1],
    ['an object', { path: '/some/contacts.csv' }],
  ] as const) {
    it(`${what} is an error, and never the file in front`, async () => {
      await openFile('csv', csv(1));
      assert.equal(await update(argument as unknown as Uri), undefined);
      assert.equal(await run('checkFile', argument), undefined);
      assert.equal(await run('updateContacts', await writeFile('csv', csv(1)), [argument]), undefined);
      assert.deepEqual(sent(), []);
    });
  }

  it('with the results panel in front, the file of the run that it shows', async () => {
    const shown = await writeFile('csv', csv(2));
    await update(shown);
    const other = await openFile('csv', csv(3));
    await commands.executeCommand('exotelContacts.showResults');
    sandbox.requests.clear();
    await eventually(() => assert.ok(!window.activeTextEditor));
    assert.deepEqual(await run('checkFile'), { rows: 1, errors: 0, warnings: 0 });
    assert.deepEqual(counts(await update()), [1, 0, 0, 0, 0]);
    assert.deepEqual(sent(), [[sidOf(2)]]);
    await window.showTextDocument(other);
  });

  it('with something else in front, the only contacts file visible', async () => {
    await openFile('csv', csv(4));
    const panel = window.createWebviewPanel('test', 'Something else', ViewColumn.Two);
    await eventually(() => assert.ok(!window.activeTextEditor));
    assert.deepEqual(counts(await update()), [1, 0, 0, 0, 0]);
    assert.deepEqual(sent(), [[sidOf(4)]]);
    panel.dispose();
  });

  it('with the Output in front, the contacts file in the editor', async () => {
    await openFile('csv', csv(4));
    await commands.executeCommand('exotelContacts.showLog');
    assert.deepEqual(counts(await update()), [1, 0, 0, 0, 0]);
    await commands.executeCommand('workbench.action.closePanel');
  });

  it('with nothing of the kind visible, none', async () => {
    const panel = window.createWebviewPanel('test', 'Something else', ViewColumn.One);
    assert.equal(await update(), undefined);
    assert.deepEqual(sent(), []);
    panel.dispose();
  });
});
