import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { commands, languages, Uri, window, workspace, type CodeLens } from 'vscode';
import { eventually } from '../eventually';
import { found, openFile, testApi } from './contactsFiles';

const project = path.resolve(__dirname, '../../..');

describe('other JSON and CSV files', function () {
  this.timeout(120_000);
  const opened: Uri[] = [];

  before(() => testApi());
  after(() => commands.executeCommand('workbench.action.closeAllEditors'));

  it('have no diagnostic, no line and no fix of ours', async () => {
    const others = (await readdir(path.join(project, 'test/fixtures/others'))).map(
      (name) => `test/fixtures/others/${name}`,
    );
    const files = [...others, 'package.json', 'package-lock.json', 'tsconfig.json', '.prettierrc.json'];
    assert.ok(files.length >= 12);
    const folder = workspace.workspaceFolders![0]!.uri;
    for (const [index, file] of files.entries()) {
      const uri = Uri.joinPath(folder, `others-${index}`, path.basename(file));
      await workspace.fs.writeFile(uri, await readFile(path.join(project, file)));
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
      opened.push(uri);
    }
    // When the last file has its diagnostic, the ones before it were looked at.
    const { uri: last } = await openFile('csv', 'sid,tag\n,x\n');
    await eventually(() => assert.deepEqual(found(last, 'Exotel'), ['2 missing-sid']));

    const ours = languages
      .getDiagnostics()
      .filter(([uri]) => uri.toString() !== last.toString())
      .flatMap(([uri, list]) => list.filter(({ source }) => source === 'Exotel').map(() => uri.path));
    assert.deepEqual(ours, []);
    for (const uri of opened) {
      const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
      assert.deepEqual(
        lenses.filter(({ command }) => command?.command.startsWith('exotelContacts')),
        [],
      );
    }
  });
});
