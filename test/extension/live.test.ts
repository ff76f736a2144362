import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import {
  commands,
  Disposable,
  EventEmitter,
  FileType,
  languages,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type CodeLens,
  type FileSystemProvider,
  type TextDocument,
} from 'vscode';
import { eventually } from '../eventually';
import type { RunSummary } from '../../src/core/run/summary';
import { sidOf } from '../sidOf';
import { diagnostics, found, openFile, set, testApi, writeFile } from './contactsFiles';

const good = `${sidOf(1)},Asha`;

async function replace(document: TextDocument, range: Range, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await workspace.applyEdit(edit));
}

async function shows(uri: Uri, expected: readonly string[]): Promise<void> {
  await eventually(() => assert.deepEqual(found(uri, 'Exotel'), expected));
}

describe('checks while typing', function () {
  this.timeout(120_000);
  const held: Disposable[] = [];

  before(() => testApi());

  afterEach(async () => {
    await set({ region: undefined, confirmBeforeSending: undefined, liveChecks: undefined });
    while (held.length > 0) held.pop()!.dispose();
    while (window.activeTextEditor?.document.isDirty) {
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('underline a mistake as the file opens and as it is made, and no more once it is fixed', async () => {
    const document = await openFile('csv', `sid,first_name\n${good}\n,Ravi\n`);
    await shows(document.uri, ['3 missing-sid']);
    await replace(document, new Range(1, 0, 1, 32), 'not a sid');
    await shows(document.uri, ['2 malformed-sid', '3 missing-sid']);
    await replace(document, new Range(2, 0, 2, 0), sidOf(2));
    assert.deepEqual(found(document.uri, 'Exotel'), ['2 malformed-sid'], 'gone with the edit, not with the next check');
    await shows(document.uri, ['2 malformed-sid']);
  });

  it('leave the errors of JSON to VS Code, unless a check is run', async () => {
    const document = await openFile('json', `{"contacts":[\n{"sid":"${sidOf(1)}","tag":"x"}\n{"sid":"","tag":"y"}]}`);
    const { uri } = document;
    await eventually(() => {
      const all = languages
        .getDiagnostics(uri)
        .map(({ source, code }) => `${source} ${typeof code === 'string' ? code : ''}`);
      assert.ok(
        all.some((one) => one.startsWith('json')),
        all.join(),
      );
      assert.ok(all.includes('Exotel missing-sid'), all.join());
    });
    assert.deepEqual(found(uri, 'Exotel'), ['3 missing-sid']);
    await commands.executeCommand('exotelContacts.checkFile', uri);
    await shows(uri, ['2 syntax', '3 missing-sid']);
    await replace(document, new Range(0, 0, 0, 0), '\n');
    await shows(uri, ['4 missing-sid']);
  });

  it('speak of the syntax of what VS Code does not check: lines of JSON', async () => {
    const document = await openFile('jsonl', `{"sid":"${sidOf(1)}","tag":"x"}\n{"sid":"${sidOf(2)}" "tag":"x"}\n`);
    await shows(document.uri, ['2 syntax']);
  });

  it('end with the tab, and when the content is no longer that of a contacts file', async () => {
    const document = await openFile('csv', `sid,first_name\n,Asha\n`);
    await shows(document.uri, ['2 missing-sid']);
    await replace(document, new Range(0, 0, 0, 3), 'age');
    await shows(document.uri, []);
    await replace(document, new Range(0, 0, 0, 3), 'sid');
    await shows(document.uri, ['2 missing-sid']);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await shows(document.uri, []);
  });

  it('work in a file without a name, whatever its language', async () => {
    const document = await workspace.openTextDocument({ language: 'plaintext', content: `sid;tag\n;x\n` });
    await window.showTextDocument(document);
    await shows(document.uri, ['2 missing-sid']);
    await languages.setTextDocumentLanguage(document, 'ini');
    await shows(document.uri, ['2 missing-sid']);
  });

  it('work on a file system of another kind that can be written', async () => {
    const content = Buffer.from('sid,tag\n,x\n');
    held.push(workspace.registerFileSystemProvider('elsewhere', readOnly(content)));
    const document = await workspace.openTextDocument(Uri.parse('elsewhere:/list/contacts.csv'));
    await window.showTextDocument(document);
    await shows(document.uri, ['2 missing-sid']);
  });

  it('say nothing of a file that can only be read, as other versions of a file are', async () => {
    const content = Buffer.from('sid,tag\n,x\n');
    held.push(workspace.registerFileSystemProvider('history', readOnly(content), { isReadonly: true }));
    const uri = Uri.parse('history:/list/contacts.csv');
    await window.showTextDocument(await workspace.openTextDocument(uri));
    const { uri: other } = await openFile('csv', 'sid,tag\n,x\n');
    await shows(other, ['2 missing-sid']);
    assert.deepEqual(found(uri, 'Exotel'), []);
    assert.equal(await commands.executeCommand('exotelContacts.checkFile', uri), undefined);
  });

  for (const scheme of ['git', 'gitlens', 'svn']) {
    it(`know nothing of another version of a file (${scheme}:), alone or on the left of a comparison, and nothing of it is sent`, async () => {
      const sandbox = await (await testApi()).sandbox();
      await set({ region: 'sandbox', confirmBeforeSending: false });
      const now = await writeFile('csv', `sid,tag\n,none\n${sidOf(1)},now\n`);
      // Such providers may say that their files can be written.
      held.push(workspace.registerFileSystemProvider(scheme, readOnly(Buffer.from(`sid,tag\n,x\n${sidOf(2)},old\n`))));
      const before = now.with({ scheme });
      const sent = async (file?: Uri) => {
        const { length } = sandbox.requests;
        await commands.executeCommand('exotelContacts.updateContacts', file);
        return [...sandbox.requests].slice(length).flatMap(({ sids }) => [...sids]);
      };
      const lenses = async (uri: Uri) => {
        const all = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
        return all.filter(({ command }) => command?.command.startsWith('exotelContacts.')).length;
      };

      await window.showTextDocument(await workspace.openTextDocument(before));
      assert.equal(await commands.executeCommand('exotelContacts.checkFile', before), undefined);
      assert.deepEqual(await sent(before), []);
      assert.deepEqual(await sent(), []);

      await commands.executeCommand('vscode.diff', before, now);
      await shows(now, ['2 missing-sid']);
      assert.deepEqual([await lenses(before), await lenses(now)], [0, 1]);
      await set({ liveChecks: false });
      assert.deepEqual([await lenses(before), await lenses(now)], [0, 1]);
      assert.deepEqual(await sent(before), []);
      await commands.executeCommand('workbench.action.compareEditor.focusPrimarySide');
      assert.deepEqual(await sent(), [sidOf(1)]);
      assert.deepEqual(found(before, 'Exotel'), []);
    });
  }

  it('can be switched off: problems are shown only on request, and what cannot be sent is not sent', async () => {
    const sandbox = await (await testApi()).sandbox();
    await set({ region: 'sandbox', confirmBeforeSending: false, liveChecks: false });
    const document = await openFile('csv', `sid,first_name\n${good}\n,Ravi\n`);
    const { uri } = document;
    await replace(document, new Range(1, 0, 1, 0), `,typed\n`);
    // Longer than it takes otherwise.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.deepEqual(found(uri, 'Exotel'), []);

    assert.deepEqual(await commands.executeCommand('exotelContacts.checkFile'), { rows: 3, errors: 2, warnings: 0 });
    assert.deepEqual(found(uri, 'Exotel'), ['2 missing-sid', '4 missing-sid']);
    await replace(document, new Range(1, 0, 2, 0), '');
    assert.deepEqual(found(uri, 'Exotel'), ['3 missing-sid']);
    const { length } = sandbox.requests;
    const summary = await commands.executeCommand<RunSummary>('exotelContacts.updateContacts');
    assert.equal(summary.invalid, 1);
    assert.deepEqual(
      [...sandbox.requests].slice(length).flatMap(({ sids }) => [...sids]),
      [sidOf(1)],
    );
    assert.deepEqual(found(uri, 'Exotel'), ['3 missing-sid']);
  });

  it('speak of one side of a comparison only', async () => {
    const left = await writeFile('csv', 'sid,tag\n,left\n');
    const right = await writeFile('csv', 'sid,tag\n,right\n');
    await commands.executeCommand('vscode.diff', left, right);
    await shows(right, ['2 missing-sid']);
    assert.deepEqual(found(left, 'Exotel'), []);
  });

  it('never show what an edit has overtaken', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => (n % 100 === 7 ? ',name' : `${sidOf(n)},name`));
    const document = await openFile('csv', ['sid,first_name', ...rows].join('\n'));
    const { uri } = document;
    await eventually(() => assert.equal(diagnostics(uri, 'Exotel').length, 200));
    let seen = 0;
    const stale: string[] = [];
    held.push(
      languages.onDidChangeDiagnostics(() => {
        for (const { range } of diagnostics(uri, 'Exotel')) {
          seen++;
          const text = range.end.line < document.lineCount ? document.lineAt(range.start.line).text : 'behind the end';
          if (!text.startsWith(',')) stale.push(text);
        }
      }),
    );
    for (let n = 0; n < 40; n++) {
      // Lines come, broken rows are fixed, good ones broken: at the top, so that all below moves.
      if (n % 4 === 0) await replace(document, new Range(1, 0, 1, 0), `${sidOf(100_000 + n)},new\n`);
      else if (n % 4 === 1) await replace(document, new Range(1, 0, 1, 32), '');
      else if (n % 4 === 2) await replace(document, new Range(1, 0, 1, 0), sidOf(200_000 + n));
      else await replace(document, new Range(1, 0, 2, 0), '');
      await new Promise((resolve) => setTimeout(resolve, (n % 7) * 60));
    }
    await eventually(() => assert.equal(diagnostics(uri, 'Exotel').length, 200));
    assert.ok(seen > 200);
    assert.deepEqual(stale, []);
  });
});

function readOnly(content: Uint8Array): FileSystemProvider {
  const refuse = () => {
    throw new Error('read-only');
  };
  return {
    onDidChangeFile: new EventEmitter<never>().event,
    watch: () => new Disposable(() => undefined),
    stat: (uri) => ({
      type: uri.path.endsWith('.csv') ? FileType.File : FileType.Directory,
      ctime: 0,
      mtime: 0,
      size: content.length,
    }),
    readDirectory: () => [],
    readFile: () => content,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}
