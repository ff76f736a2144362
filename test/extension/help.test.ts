import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import {
  commands,
  CompletionItemKind,
  Position,
  Uri,
  window,
  workspace,
  type CodeLens,
  type CompletionItem,
  type CompletionList,
  type Hover,
  type MarkdownString,
  type TextDocument,
} from 'vscode';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { openFile, set, testApi } from './contactsFiles';

async function hoverAt(document: TextDocument, line: number, character: number): Promise<string> {
  return eventually(async () => {
    const at = new Position(line, character);
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (part as MarkdownString).value)).join('\n');
    assert.notEqual(text, '');
    return text;
  });
}

async function allCompletionsAt(document: TextDocument, line: number, character: number): Promise<CompletionItem[]> {
  const at = new Position(line, character);
  const list = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', document.uri, at);
  return list.items;
}

const namesOf = (items: readonly CompletionItem[]) =>
  items.map(({ label }) => (typeof label === 'string' ? label : label.label).replaceAll('"', ''));

/** Ours alone: VS Code offers the words of other open files as well. */
async function completionsAt(document: TextDocument, line: number, character: number): Promise<string[]> {
  const items = await allCompletionsAt(document, line, character);
  return namesOf(items.filter(({ detail }) => detail === 'Exotel contact'));
}

async function lensOf(document: TextDocument): Promise<CodeLens | undefined> {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
  return lenses.find(({ command }) => command?.command.startsWith('exotelContacts'));
}

describe('help while typing', function () {
  this.timeout(120_000);

  before(() => testApi());
  afterEach(async () => {
    await set({ region: undefined, codeLens: undefined });
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('explains the cell of a CSV file under the name of its column', async () => {
    const document = await openFile('csv', `sid,Mobile,number\n${sidOf(1)},x,98765 43210\n`);
    const cell = await hoverAt(document, 1, 38);
    assert.match(cell, /number/);
    assert.match(cell, /column 3/);
    assert.match(cell, /E\.164/);
    assert.match(cell, /`bad-number`/);
    assert.match(await hoverAt(document, 0, 5), /does not document this field/);
  });

  it('explains the key of a JSON contact', async () => {
    const document = await openFile('jsonl', `{"sid":"${sidOf(1)}","tag":"x"}\n`);
    assert.match(await hoverAt(document, 0, 44), /label/);
  });

  it('completes the header of a CSV file with what it lacks', async () => {
    const document = await openFile('csv', `sid,tag,\n${sidOf(1)},x,y\n`);
    await eventually(async () => {
      const names = await completionsAt(document, 0, 8);
      assert.ok(names.includes('first_name') && names.includes('custom_field.…'), names.join());
      assert.ok(!names.includes('tag'), names.join());
    });
    assert.ok(!(await completionsAt(document, 1, 34)).includes('first_name'));
  });

  it('completes the keys of a JSON contact', async () => {
    const document = await openFile('json', `{"contacts":[{"sid":"${sidOf(1)}","tag":"x", ""}]}`);
    await eventually(async () => {
      const names = await completionsAt(document, 0, document.getText().indexOf('""') + 1);
      assert.equal(names.filter((name) => name === 'first_name').length, 1, names.join());
      assert.ok(!names.includes('tag'), names.join());
    });
  });

  it('offers nothing of ours in a script without a name', async () => {
    for (const language of ['plaintext', 'typescript', 'javascript']) {
      for (const content of ['let x = "', 'send({ "', 'const contact = { sid: "1", "']) {
        const document = await workspace.openTextDocument({ language, content });
        await window.showTextDocument(document);
        assert.deepEqual(await completionsAt(document, 0, content.length), [], `${language}: ${content}`);
        await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
    }
  });

  it('completes a header and a contact in a file without a name', async () => {
    for (const [language, content, at] of [
      ['plaintext', 'sid,tag,\n', 8],
      ['json', '{"contacts":[{"sid":"1", ""}]}', 26],
    ] as const) {
      const document = await workspace.openTextDocument({ language, content });
      await window.showTextDocument(document);
      const names = await eventually(async () => {
        const offered = await completionsAt(document, 0, at);
        assert.ok(offered.includes('first_name'), `${language}: ${offered.join()}`);
        return offered;
      });
      assert.ok(!names.includes('sid'), names.join());
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  it('completes by the schema where the name says it all, once', async () => {
    const uri = Uri.joinPath(workspace.workspaceFolders![0]!.uri, 'new.contacts.json');
    await workspace.fs.writeFile(uri, Buffer.from(`{"contacts":[{"sid":"${sidOf(1)}", ""}]}`));
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    await eventually(async () => {
      const at = document.getText().indexOf('""') + 1;
      const items = await allCompletionsAt(document, 0, at);
      const names = namesOf(items.filter(({ kind }) => kind !== CompletionItemKind.Text));
      assert.equal(names.filter((name) => name === 'first_name').length, 1, names.join());
    });
  });

  it('offers the update over the first row, until that is switched off', async () => {
    await set({ region: 'sandbox' });
    const document = await openFile('csv', `sid,tag\n${sidOf(1)},x\n${sidOf(2)},y\n,z\n`);
    await eventually(async () => {
      const lens = await lensOf(document);
      assert.equal(lens?.command?.title, 'Update 2 contacts in the Sandbox · 1 left out');
      assert.equal(lens.command.command, 'exotelContacts.updateContacts');
      assert.equal(lens.range.start.line, 1);
    });
    await set({ codeLens: false });
    await eventually(async () => assert.equal(await lensOf(document), undefined));
  });
});
