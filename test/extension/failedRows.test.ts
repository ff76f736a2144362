import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import {
  commands,
  Position,
  Range,
  Selection,
  TabInputWebview,
  window,
  workspace,
  WorkspaceEdit,
  type Uri,
} from 'vscode';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { counts, openFile, set, testApi, update, writeFile } from './contactsFiles';

describe('going through the rows that failed', function () {
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
  });

  after(() => commands.executeCommand('workbench.action.closeAllEditors'));

  const csv = (...numbers: number[]) =>
    ['sid,first_name', ...numbers.map((n) => `${sidOf(n)},name ${n}`)].join('\n') + '\n';
  const go = (direction: 'next' | 'previous') => commands.executeCommand(`exotelContacts.${direction}FailedRow`);

  /** The line of the cursor in the file, from 1, once it is there. */
  async function isOnLine(uri: Uri, line: number): Promise<void> {
    await eventually(() => {
      const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
      assert.equal(editor && editor.selection.active.line + 1, line);
    });
  }

  async function setCursor(line: number): Promise<void> {
    const editor = window.activeTextEditor!;
    const at = new Position(line - 1, 0);
    editor.selection = new Selection(at, at);
    await eventually(() => assert.equal(editor.selection.active.line, line - 1));
  }

  it('goes forwards and backwards from the cursor, and around the ends of the file', async () => {
    const { uri } = await openFile('csv', csv(1, 8, 2, 9, 3) + ',nobody\n' + csv(4).split('\n')[1]);
    assert.deepEqual(counts(await update(uri)), [4, 2, 1, 0, 0]);
    await window.showTextDocument(uri);
    await setCursor(1);
    for (const line of [3, 5, 7, 3]) {
      await go('next');
      await isOnLine(uri, line);
    }
    for (const line of [7, 5, 3, 7]) {
      await go('previous');
      await isOnLine(uri, line);
    }
    await setCursor(4);
    await go('previous');
    await isOnLine(uri, 3);
    await setCursor(4);
    await go('next');
    await isOnLine(uri, 5);
    await setCursor(7);
    await go('next');
    await isOnLine(uri, 7);
  });

  it('goes to where the rows are now', async () => {
    const { uri } = await openFile(
      'json',
      JSON.stringify(
        [1, 8, 9].map((n) => ({ sid: sidOf(n), tag: `${n}` })),
        undefined,
        1,
      ),
    );
    await update(uri);
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(1, 0), '\n\n\n\n');
    await workspace.applyEdit(edit);
    await window.showTextDocument(uri);
    await setCursor(1);
    for (const line of [10, 14, 10]) {
      await go('next');
      await isOnLine(uri, line);
    }
    const second = new WorkspaceEdit();
    second.replace(uri, new Range(9, 0, 10, 0), '');
    await workspace.applyEdit(second);
    await go('next');
    await isOnLine(uri, 13);
  });

  it('goes on with the panel in front, which keeps the focus', async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    const uri = await writeFile('csv', csv(1, 8, 9));
    const summary = await update(uri);
    await commands.executeCommand('exotelContacts.showResults', summary!.runId);
    const isPanelInFront = () => window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputWebview;
    await eventually(() => assert.ok(isPanelInFront()));
    for (const line of [3, 4, 3]) {
      await go('next');
      await isOnLine(uri, line);
      await eventually(() => assert.ok(isPanelInFront()));
    }
  });

  it('leaves the cursor where it is when all rows went through', async () => {
    const { uri } = await openFile('csv', csv(1, 2));
    assert.deepEqual(counts(await update(uri)), [2, 0, 0, 0, 0]);
    await window.showTextDocument(uri);
    await setCursor(3);
    await go('next');
    await isOnLine(uri, 3);
  });
});

describe('results as text', function () {
  this.timeout(120_000);

  before(async () => {
    const sandbox = await (await testApi()).sandbox();
    await set({ region: 'sandbox', confirmBeforeSending: false });
    sandbox.contacts.reset();
    sandbox.contacts.load([1].map((n) => ({ sid: sidOf(n) })));
  });

  after(() => commands.executeCommand('workbench.action.closeAllEditors'));

  const show = (runId?: string) => commands.executeCommand('exotelContacts.showResultsAsText', runId);

  it('are a document of their own, the same each time', async () => {
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},Zebedee\n${sidOf(9)},nine\n,nobody\n`);
    const { runId } = (await update(uri))!;
    await show(runId);
    const document = window.activeTextEditor!.document;
    assert.equal(document.uri.scheme, 'exotel-contacts-results');
    const text = document.getText();
    assert.match(text, /^Results of contacts-.*\.csv\n/);
    assert.match(text, /\n {2}Rejected: 1\n {2}Invalid: 1\n/);
    assert.ok(text.includes(`Line 3, ${sidOf(9)}: Rejected: 1000 Contact not found`));
    assert.ok(text.indexOf('Line 4, no SID: Invalid') < text.indexOf(`Line 2, ${sidOf(1)}: Updated`));
    assert.doesNotMatch(text, /Zebedee/);
    await show(runId);
    assert.equal(window.activeTextEditor!.document.getText(), text);
  });

  it('are those of the panel while it is in front, and of the active file else', async () => {
    const first = await writeFile('csv', `sid,first_name\n${sidOf(1)},one\n`);
    const second = await writeFile('csv', `sid,first_name\n${sidOf(9)},nine\n`);
    const { runId } = (await update(first))!;
    await update(second);
    await commands.executeCommand('exotelContacts.showResults', runId);
    await show();
    assert.ok(window.activeTextEditor!.document.getText().includes(`${sidOf(1)}: Updated`));
    await window.showTextDocument(second);
    await show();
    assert.ok(window.activeTextEditor!.document.getText().includes(`${sidOf(9)}: Rejected`));
  });

  it('of a check are its problems', async () => {
    const faulty = Array.from({ length: 1_100 }, (_, n) => `${sidOf(n)},12345`);
    const uri = await writeFile('csv', ['sid,number', ',x', ...faulty].join('\n'));
    await commands.executeCommand('exotelContacts.checkFile', uri);
    await commands.executeCommand('exotelContacts.showResults');
    await commands.executeCommand('exotelContacts.checkFile', uri);
    const { shown } = await testApi();
    await show(shown.id);
    const text = window.activeTextEditor!.document.getText();
    assert.match(text, /^Problems in contacts-.*\.csv\n\nRows: 1,101\n\nCounts\n {2}Errors: 1\n {2}Warnings: 1,101\n/);
    assert.match(text, /\nErrors \(1\)\n {2}Line 2: missing-sid /);
  });
});
