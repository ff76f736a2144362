import assert from 'node:assert/strict';
import * as path from 'node:path';
import { after, beforeEach, describe, it } from 'mocha';
import { commands, env, Selection, Uri, window, workspace } from 'vscode';
import { languageNames } from '../../src/core/code/languages';
import { UserError } from '../../src/core/userError';
import { chooseLanguage } from '../../src/editor/code/chooseLanguage';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { freshSandbox, openFile, set, storeCredentials, writeFile } from './contactsFiles';

const earlier = 'what was copied before';

describe('a request that is copied as code', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox();
    await set({ batchSize: undefined });
    sandbox.requests.clear();
    await env.clipboard.writeText(earlier);
  });

  after(async () => {
    await set({ region: 'sandbox', customEndpoint: undefined, batchSize: undefined });
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function copy(...args: readonly unknown[]): Promise<string> {
    await commands.executeCommand('exotelContacts.copyAsCode', ...args);
    assert.equal(sandbox.requests.length, 0);
    return env.clipboard.readText();
  }

  /** The lines between the quotation marks of Python. */
  const contactsIn = (code: string) => /CONTACTS = r'''\n([^]*)\n'''/.exec(code)?.[1]?.split('\n');
  const contact = (n: number, tag: string) => `{"sid":"${sidOf(n)}","tag":"${tag}"}`;

  it('has the rows that can be sent, as they are in the editor', async () => {
    const { uri, lineCount } = await openFile('csv', `sid,tag,fax\n${sidOf(1)},"a ""b"" $c",1\n,nobody,2\n`);
    const editor = window.activeTextEditor!;
    await editor.edit((edit) => edit.insert(editor.document.lineAt(lineCount - 1).range.end, `${sidOf(2)},नमस्ते,3\n`));
    const code = await copy(uri, 'Python');
    assert.deepEqual(contactsIn(code), [`{"sid":"${sidOf(1)}","tag":"a \\"b\\" $c"}`, contact(2, 'नमस्ते')]);
    assert.ok(code.includes(sandbox.origin));
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  for (const language of languageNames) {
    it(`is in the language that is asked for, of a file that is not open: ${language}`, async () => {
      const file = await writeFile('json', `[{"sid":"${sidOf(1)}",\n"tag":"x"}]`);
      const code = await copy(file, language);
      assert.ok(code.includes(`{"sid":"${sidOf(1)}", "tag":"x"}`));
      for (const secret of Object.values(sandbox.credentials)) assert.ok(!code.includes(secret));
    });
  }

  it('has the rows that are selected, and all of them where there is only a cursor', async () => {
    const { uri } = await openFile('csv', `sid,tag\n${[1, 2, 3, 4].map((n) => `${sidOf(n)},t${n}`).join('\n')}\n,x\n`);
    const editor = window.activeTextEditor!;
    editor.selections = [new Selection(4, 1, 4, 5), new Selection(2, 0, 3, 0)];
    assert.deepEqual(contactsIn(await copy(undefined, 'Python')), [contact(2, 't2'), contact(4, 't4')]);
    editor.selections = [new Selection(0, 0, 0, 3)];
    assert.equal(contactsIn(await copy(undefined, 'Python'))?.length, 4, 'the header covers no row');
    editor.selection = new Selection(2, 0, 2, 0);
    assert.equal(contactsIn(await copy(uri, 'Python'))?.length, 4);
    editor.selection = new Selection(5, 0, 5, 2);
    await env.clipboard.writeText(earlier);
    assert.equal(await copy(uri, 'Python'), earlier, 'a row that cannot be sent');
  });

  it('goes to the region of the settings, in its batches, and has no credentials', async () => {
    const file = await writeFile('csv', `sid,tag\n${sidOf(1)},x\n`);
    await set({ region: 'mumbai', batchSize: 7 });
    const code = await copy(file, 'Node.js');
    assert.ok(code.includes("'https://api.in.exotel.com'") && code.includes('batchSize = 7;'));
    const origin = 'https://gateway.example:8443';
    const credentials = { apiKey: 'my-own-key', apiToken: 'my-own-token', accountSid: 'my-own-account' };
    const forget = await storeCredentials(origin, credentials);
    try {
      await set({ region: 'custom', customEndpoint: origin });
      const own = await copy(file, 'Go');
      assert.ok(own.includes(`"${origin}"`));
      for (const secret of Object.values(credentials)) assert.ok(!own.includes(secret));
    } finally {
      await forget();
    }
  });

  it('reads contacts that are too large for it from a file', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => ({ sid: sidOf(n + 1), tag: 'x'.repeat(400) }));
    const source = await writeFile('json', JSON.stringify({ contacts: rows }, undefined, 1));
    const to = Uri.joinPath(source, '..', `it's ${path.basename(source.path)}l`);
    const code = await copy(source, 'Node.js', to);
    assert.ok(code.includes(JSON.stringify(to.fsPath)) && !code.includes(sidOf(1)));
    const lines = Buffer.from(await workspace.fs.readFile(to))
      .toString()
      .trimEnd()
      .split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      rows,
    );
    const unchanged = Buffer.from(await workspace.fs.readFile(source));
    await env.clipboard.writeText(earlier);
    assert.equal(await copy(source, 'Node.js', source), earlier, 'never over the contacts file itself');
    assert.equal(await copy(source, 'Node.js', 'somewhere'), earlier);
    assert.deepEqual(Buffer.from(await workspace.fs.readFile(source)), unchanged);
    await workspace.fs.delete(to);
  });

  it('is not copied for a language that is not known, or a file that is no Uri', async () => {
    const file = await writeFile('csv', `sid,tag\n${sidOf(1)},x\n`);
    for (const args of [
      [file, 'Ruby'],
      [file, 'python'],
      [file, 3],
      [file, {}],
      ['contacts.csv', 'Python'],
    ]) {
      assert.equal(await copy(...args), earlier);
    }
    await assert.rejects(chooseLanguage('Ruby'), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /“Ruby”.*cURL, PowerShell, Node\.js, PHP, Python, Go/);
      return true;
    });
  });

  it('is not copied of a file that cannot be read completely', async () => {
    const file = await writeFile('json', `[{"sid":"${sidOf(1)}","tag":"x"}`);
    assert.equal(await copy(file, 'Python'), earlier);
  });
});
