import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import { commands, Range, window, workspace, type CodeAction, type TextDocument, type Uri } from 'vscode';
import { fixCases } from '../unit/core/fix/fixTable';
import { check } from '../unit/core/fix/applyFix';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { openFile, set, testApi } from './contactsFiles';

const endings = { json: 'json', jsonLines: 'jsonl', csv: 'csv' } as const;

/** @param resolved as many of the first ones come with their edits */
async function actionsAt(uri: Uri, range: Range, kind: string, resolved = 0): Promise<CodeAction[]> {
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind, resolved);
}

/** The action with that title, as soon as it is on offer. */
async function offered(document: TextDocument, range: Range, title: RegExp, kind = 'quickfix'): Promise<CodeAction> {
  return eventually(async () => {
    const named = (actions: CodeAction[]) => actions.findIndex((action) => title.test(action.title));
    const offers = await actionsAt(document.uri, range, kind);
    const actions = await actionsAt(document.uri, range, kind, named(offers) + 1);
    const found = actions[named(actions)];
    assert.ok(found?.edit, `no ${title} in: ${actions.map((action) => action.title).join('; ')}`);
    return found;
  });
}

/** Applies the action, and takes it back with one undo. */
async function applyAndUndo(document: TextDocument, action: CodeAction, after: string): Promise<void> {
  const before = document.getText();
  await window.showTextDocument(document);
  assert.ok(await workspace.applyEdit(action.edit!));
  assert.equal(document.getText(), after);
  await commands.executeCommand('undo');
  assert.equal(document.getText(), before);
}

const withoutMark = (text: string) => text.replace(/^\ufeff/, '');

describe('a quick fix', function () {
  this.timeout(120_000);
  before(() => testApi());

  afterEach(async () => {
    await set({ defaultCountryCode: undefined });
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  for (const { name, format = 'json', code, before, fix, after, country } of fixCases) {
    it(`${name}, and one undo takes it back`, async () => {
      await set({ defaultCountryCode: country });
      const document = await openFile(endings[format], before);
      // Nothing says yet that this is a contacts file: only a check that was asked for speaks up.
      if (code === 'no-contacts') await commands.executeCommand('exotelContacts.checkFile', document.uri);
      const problem = check(document.getText(), format).problems.find((found) => found.code === code);
      assert.ok(problem);
      const range = new Range(document.positionAt(problem.start), document.positionAt(problem.end));
      await applyAndUndo(document, await offered(document, range, fix), withoutMark(after));
    });
  }
});

describe('a file that was read in the wrong encoding', function () {
  this.timeout(120_000);
  before(() => testApi());
  afterEach(() => commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('can be reopened with another one', async () => {
    const text = `sid,first_name\n${sidOf(1)},Jos\xe9\n`;
    const { uri } = await openFile('csv', Buffer.from(text, 'latin1'));
    await eventually(async () => {
      const actions = await actionsAt(uri, new Range(1, 35, 1, 35), 'quickfix');
      const found = actions.find(({ title }) => title === 'Reopen with Encoding');
      assert.equal(found?.command?.command, 'workbench.action.editor.changeEncoding');
    });
    assert.ok((await commands.getCommands()).includes('workbench.action.editor.changeEncoding'));
  });
});

describe('source.fixAll.exotelContacts', function () {
  this.timeout(120_000);

  afterEach(async () => {
    await set({ defaultCountryCode: undefined });
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('makes all safe changes, and one undo takes them back', async () => {
    await set({ defaultCountryCode: '91' });
    const rows = [`${sidOf(1)};919876543210`, `${sidOf(2)};"+91 98765 43211"`, `${sidOf(3)};'+919876543212`];
    const document = await openFile('csv', ['sid;Phone', ...rows, ''].join('\r\n'));
    // The column is not read as numbers before it has its name: the second round finds them.
    const after = ['sid;number', ...rows.map((row) => row.replace(/'| /g, '').replace(';9', ';+9')), ''].join('\r\n');
    const nowhere = new Range(0, 0, 0, 0);
    await eventually(async () => {
      // Recognised is a file with a field that we know.
      assert.equal((await actionsAt(document.uri, nowhere, 'source.fixAll.exotelContacts')).length, 0);
    });
    const known = await openFile(
      'csv',
      ['sid;tag;Phone', ...rows.map((row) => row.replace(';', ';x;')), ''].join('\r\n'),
    );
    const wanted = after.replace('sid;', 'sid;tag;').replaceAll(/^([0-9a-f]{32});/gm, '$1;x;');
    const action = await offered(known, nowhere, /^Fix all safe problems/, 'source.fixAll');
    assert.equal(action.kind?.value, 'source.fixAll.exotelContacts');
    await applyAndUndo(known, action, wanted);
  });
});

describe('one fix for a whole kind', function () {
  this.timeout(120_000);
  before(() => testApi());
  afterEach(() => commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('adds the country code to every local number, and one undo takes it back', async () => {
    const rows = Array.from({ length: 7 }, (_, index) => `${sidOf(index)},987654321${index}`);
    const document = await openFile('csv', ['sid,number', ...rows, `${sidOf(9)},+919876543219`, ''].join('\n'));
    const action = await offered(document, new Range(3, 40, 3, 40), /^Add \+91 to all 7 local numbers$/);
    await applyAndUndo(document, action, document.getText().replaceAll(',9', ',+919'));
  });

  it('keeps the last row of all duplicates, and one undo takes it back', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => `${sidOf(index)},x${index}`);
    const document = await openFile('csv', ['sid,tag', ...rows, ...rows, ''].join('\n'));
    const action = await offered(document, new Range(3, 3, 3, 3), /^Keep the last row of all 12 duplicates$/);
    await applyAndUndo(document, action, ['sid,tag', ...rows, ''].join('\n'));
  });

  it('makes 50,000 changes at once, and one undo takes them back', async () => {
    const count = 50_000;
    const rows = Array.from({ length: count }, (_, index) => `${sidOf(index)},+91 ${9_000_000_000 + index}`);
    const document = await openFile('csv', ['sid,number', ...rows, ''].join('\n'));
    const title = /^Remove spaces, dashes and brackets from all 50,000 numbers$/;
    const action = await offered(document, new Range(3, 40, 3, 40), title);
    await applyAndUndo(document, action, document.getText().replaceAll('+91 ', '+91'));
  });
});
