// Makes the VSIX: `node packaging/package.js [file]`, after a production build. The same sources give the same bytes,
// whatever the folder, the time zone, the language and the file dates of the machine.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { extensionPage } = require('./extensionPage');

const root = path.resolve(__dirname, '..');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const { name, version } = JSON.parse(read('package.json'));

const sizeLimit = 400_000;

function main(file = path.join(root, `${name}-${version}.vsix`)) {
  installVsce();
  const staging = fs.mkdtempSync(path.join(os.tmpdir(), 'exotel-contacts-package-'));
  try {
    stage(staging);
    runVsce(staging, path.resolve(file));
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
  const bytes = fs.readFileSync(file);
  if (bytes.length > sizeLimit) throw new Error(`${file} has ${bytes.length} bytes; ${sizeLimit} are allowed.`);
  console.log(`${file}\n${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`);
}

/** vsce brings 250 packages that only packaging needs, so it is installed here, on first use and from its own lock file. */
function installVsce() {
  const locked = (file) => {
    try {
      return JSON.parse(read(file)).packages['node_modules/@vscode/vsce'].version;
    } catch {
      return undefined;
    }
  };
  // npm writes the second file last.
  if (locked('packaging/package-lock.json') === locked('packaging/node_modules/.package-lock.json')) return;
  console.log('Installing vsce.');
  const args = ['ci', '--prefix', __dirname, '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];
  execFileSync('npm', [...args, '--loglevel=error'], { stdio: 'inherit', shell: process.platform === 'win32' });
}

/** Copies what .vscodeignore lets through; vsce itself would walk through all of node_modules and .vscode-test first. */
function stage(folder) {
  const ignore = read('.vscodeignore');
  fs.writeFileSync(path.join(folder, '.vscodeignore'), ignore);
  for (const [, shipped] of ignore.matchAll(/^!([^*\n]*\/|[^*\n]+$)/gm)) {
    fs.cpSync(path.join(root, shipped), path.join(folder, shipped), { recursive: true });
  }
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) fs.chmodSync(file, 0o644);
    if (entry.name.endsWith('.md') && entry.parentPath === folder) {
      fs.writeFileSync(file, extensionPage(fs.readFileSync(file, 'utf8')));
    }
  }
}

function runVsce(cwd, file) {
  const vsce = path.join(__dirname, 'node_modules', '@vscode', 'vsce', 'vsce');
  // There is no repository to link to yet. Everything is bundled, and links are handled by extensionPage.
  const flags = ['--allow-missing-repository', '--no-dependencies', '--no-rewrite-relative-links'];
  const env = {
    ...process.env,
    // The earliest date that a zip file can hold.
    SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH || '315532800',
    // vsce sorts by the language's alphabet, and writes dates in local time.
    LC_ALL: 'C',
    TZ: 'UTC',
  };
  try {
    execFileSync(process.execPath, [vsce, 'package', ...flags, '--out', file], { cwd, env, stdio: 'pipe' });
  } catch (error) {
    throw new Error(`vsce failed:\n${error.stdout}${error.stderr}`, { cause: error });
  }
}

try {
  main(process.argv[2]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
