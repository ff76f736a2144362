import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { commands, languages, Position, type Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { counts, found, freshSandbox, openFile, set, update } from './contactsFiles';

/** Contacts 1 and 3, of which the sandbox knows the first, and a row that cannot be sent. */
const text = `sid,first_name\n${sidOf(1)},one\n${sidOf(3)},three\n,nobody\n`;

describe('contacts files that are open', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox(1);
    sandbox.requests.clear();
  });

  afterEach(async () => {
    await set({ liveChecks: undefined });
    while (window.activeTextEditor?.document.isDirty) {
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await commands.executeCommand('workbench.action.closeAllEditors');
    const edit = new WorkspaceEdit();
    for (const uri of await workspace.findFiles('contacts-*.csv')) edit.deleteFile(uri);
    await workspace.applyEdit(edit);
  });

  async function insert(uri: Uri, line: number, inserted: string): Promise<void> {
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(line, 0), inserted);
    assert.ok(await workspace.applyEdit(edit));
  }

  const shows = (uri: Uri, problems: readonly string[], verdicts: readonly string[]) =>
    eventually(() => {
      assert.deepEqual(found(uri, 'Exotel'), problems);
      assert.deepEqual(found(uri, 'Exotel API'), verdicts);
    });

  it('edited while the region is asked for: every verdict is on its own row', async () => {
    await set({ region: 'ask', liveChecks: false });
    const { uri } = await openFile('csv', text);
    let ended = false;
    const run = update(uri).finally(() => (ended = true));
    // The file has been read, and nothing but the region is missing.
    await shows(uri, ['4 missing-sid'], []);
    await insert(uri, 1, `${sidOf(9)},nine\n`);
    assert.equal(sandbox.requests.length, 0);
    await eventually(async () => {
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      assert.ok(ended);
    });
    assert.deepEqual(counts(await run), [1, 2, 1, 0, 0]);
    assert.deepEqual([...[...sandbox.requests].at(-1)!.sids], [sidOf(9), sidOf(1), sidOf(3)]);
    await shows(uri, ['5 missing-sid'], ['2 1000', '4 1000']);
  });

  it('keep verdicts and problems when their language changes, and these still follow edits', async () => {
    const document = await openFile('csv', text);
    const { uri } = document;
    assert.deepEqual(counts(await update(uri)), [1, 1, 1, 0, 0]);
    await shows(uri, ['4 missing-sid'], ['3 1000']);
    const other = document.languageId === 'ini' ? 'plaintext' : 'ini';
    await languages.setTextDocumentLanguage(document, other);
    await shows(uri, ['4 missing-sid'], ['3 1000']);
    await insert(uri, 1, `${sidOf(1)},above\n`);
    await eventually(() => assert.deepEqual(found(uri, 'Exotel API'), ['4 1000']));
    sandbox.contacts.load([{ sid: sidOf(3) }]);
    const again = await commands.executeCommand<RunSummary>('exotelContacts.retryFailed', uri);
    assert.ok(again.updated);
    await eventually(() => assert.deepEqual(found(uri, 'Exotel API'), []));
  });
});
