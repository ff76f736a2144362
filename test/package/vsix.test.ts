import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { installedExtension, installedIn } from '../host/extensionUnderTest';
import { projectFolder } from '../host/folders';
import { installVsix } from '../host/installVsix';
import { openWorkbench } from '../workbench/window';

describe('The VSIX', () => {
  let folder: string;
  let vsix: string;
  let extension: string;

  before(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-vsix-'));
    vsix = path.join(folder, 'first.vsix');
    await pack(projectFolder, vsix);
    const extensionsDir = process.env[installedIn] ?? path.join(folder, 'extensions');
    await installVsix('minimum', vsix, extensionsDir);
    extension = installedExtension(extensionsDir);
  });
  after(() => fs.rm(folder, { recursive: true, force: true }));

  const read = (file: string) => fs.readFile(path.join(extension, file), 'utf8');

  it('has 400 kB at most', async () => {
    const { size } = await fs.stat(vsix);
    assert.ok(size <= 400_000, `${size} bytes`);
  });

  const budgets: [string, number, (file: string) => boolean][] = [
    ['the entry, which activation waits for', 108, (file) => file === 'extension.mjs'],
    ['all that is read on first use', 530, (file) => file.startsWith('chunks/')],
    ['the results page', 70, (file) => file.startsWith('page.')],
  ];
  for (const [name, kB, belongs] of budgets) {
    it(`keeps ${name} under ${kB} kB`, async () => {
      const dist = path.join(extension, 'dist');
      const files = (await fs.readdir(dist, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
      const found = await Promise.all(files.filter(belongs).map((file) => fs.stat(path.join(dist, file))));
      const bytes = found.reduce((sum, { size }) => sum + size, 0);
      assert.ok(bytes > 0 && bytes <= kB * 1000, `${bytes} bytes`);
    });
  }

  it('loads a single file when it is activated', async () => {
    const entry = await read('dist/extension.mjs');
    assert.deepEqual(entry.match(/(?:from|import)\s*"\.[^"]*"/g) ?? [], []);
    assert.match(entry, /import\("\.\/chunks\//);
  });

  it('has the same bytes from another folder, time zone and language, with other file dates and permissions', async () => {
    const copy = path.join(folder, 'copy');
    for (const name of ['package.json', '.vscodeignore', 'packaging', 'dist', 'media', ...(await texts())]) {
      await fs.cp(path.join(projectFolder, name), path.join(copy, name), {
        recursive: true,
        filter: (file) => path.basename(file) !== 'node_modules',
      });
    }
    await fs.chmod(path.join(copy, 'LICENSE'), 0o600);
    await fs.symlink(
      path.join(projectFolder, 'packaging', 'node_modules'),
      path.join(copy, 'packaging', 'node_modules'),
      'junction',
    );
    const second = path.join(folder, 'second.vsix');
    await pack(copy, second, { TZ: 'Asia/Kolkata', LC_ALL: 'cs_CZ.UTF-8', LANG: 'cs_CZ.UTF-8' });
    assert.ok((await fs.readFile(vsix)).equals(await fs.readFile(second)));
  });

  it('holds the bundles, the texts and nothing of the sources', async () => {
    const files = await fs.readdir(extension);
    assert.deepEqual(files.filter((file) => file !== '.vsixmanifest').sort(), [
      'LICENSE.txt',
      'SECURITY.md',
      'ThirdPartyNotices.txt',
      'changelog.md',
      'dist',
      'media',
      'package.json',
      'readme.md',
    ]);
  });

  it('holds the licence of every dependency', async () => {
    const notices = await read('ThirdPartyNotices.txt');
    const manifest = JSON.parse(await read('package.json')) as { dependencies: Record<string, string> };
    for (const name of Object.keys(manifest.dependencies)) {
      const dependency = path.join(projectFolder, 'node_modules', name);
      const file = (await fs.readdir(dependency)).find((entry) => /^licen[cs]e/i.test(entry));
      assert.ok(file, name);
      const licence = (await fs.readFile(path.join(dependency, file), 'utf8')).replaceAll('\r\n', '\n').trim();
      assert.ok(notices.includes(licence), name);
    }
  });

  it('has no link or picture that leads nowhere in its README and changelog', async () => {
    const links = [...((await read('readme.md')) + (await read('changelog.md'))).matchAll(/\]\(([^)]*)\)/g)];
    assert.ok(links.length > 3);
    assert.deepEqual(
      links.map(([, link]) => link!).filter((link) => !/^(https:|#)/.test(link)),
      [],
    );
  });

  it('has a page in VS Code', async () => {
    const workbench = await openWorkbench({ version: 'recent', extensionDevelopmentPath: extension });
    try {
      await workbench.page.keyboard.press('Control+Shift+X');
      await workbench.page.locator('.extension-list-item').filter({ hasText: 'Exotel Contacts' }).click();
      await workbench.page.locator('.extension-editor').getByText('exotel-contacts.exotel-contacts').waitFor();
      const page = await workbench.frame('h1:has-text("Exotel Contacts")');
      await page.getByText('The five verdicts').waitFor();
      assert.equal(await page.locator('img').count(), 0);
    } finally {
      await workbench.close();
    }
  });
});

const texts = async () => (await fs.readdir(projectFolder)).filter((file) => /\.md$|^LICENSE$|\.txt$/.test(file));

async function pack(project: string, file: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const script = path.join(project, 'packaging', 'package.js');
  await promisify(execFile)(process.execPath, [script, file], { env: { ...process.env, ...env } });
}
