import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { projectFolder } from '../host/folders';
import { launchBrowser } from '../host/launchBrowser';

describe('npm start', function () {
  this.timeout(180_000);
  let folder: string;
  let temporary: string;
  let child: ChildProcess;
  let output: string;

  beforeEach(async function () {
    // Windows has no signals to send.
    if (process.platform === 'win32') this.skip();
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-test-'));
    temporary = path.join(folder, 'tmp');
    await fs.mkdir(temporary);
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await fs.rm(folder, { recursive: true, force: true });
  });

  function start(project: string, env: Record<string, string> = {}): void {
    output = '';
    child = spawn(process.execPath, [path.join(project, 'out', 'test', 'host', 'start.js')], {
      env: { ...process.env, TMPDIR: temporary, TEST_VSCODE: 'minimum', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += String(text)));
  }

  /** Presses Ctrl+C, twice as people do, and waits for the end. */
  async function interrupt(): Promise<void> {
    const { pid } = child;
    assert.ok(pid !== undefined && child.exitCode === null, output);
    const started = descendants(pid);
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGINT');
    child.kill('SIGINT');
    assert.equal(await ended, 0, output);
    assert.deepEqual(await fs.readdir(temporary), []);
    // One that was killed may be left as an entry until its new parent has looked.
    await eventually(() => assert.deepEqual(started.filter(isRunning), []));
  }

  it('opens the sample, and leaves no folder and no process when it is interrupted', async () => {
    start(projectFolder);
    const address = await eventually(() => {
      const [found] = /http:\S+/.exec(output) ?? [];
      assert.ok(found, output);
      return found;
    });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(address);
      await page.getByRole('tab', { name: /^contacts\.csv/ }).waitFor({ timeout: 60_000 });
      await page.locator('.statusbar-item').filter({ hasText: 'Exotel: Sandbox' }).waitFor({ timeout: 60_000 });
      await interrupt();
    } finally {
      await browser.close();
    }
  });

  it('leaves nothing when it is interrupted while VS Code starts', async () => {
    start(projectFolder);
    await eventually(async () => assert.ok((await fs.readdir(temporary)).some((name) => name.includes('vscode'))));
    await interrupt();
  });

  it('leaves nothing when it is interrupted while VS Code is installed', async () => {
    // A project without a cache, and an npm that takes its time.
    const project = path.join(folder, 'project');
    for (const part of [path.join('out', 'test', 'host'), path.join('media', 'samples')]) {
      await fs.cp(path.join(projectFolder, part), path.join(project, part), { recursive: true });
    }
    const npm = path.join(folder, 'npm.js');
    await fs.writeFile(npm, `require('fs').writeFileSync('installing', ''); setTimeout(() => {}, 600_000);`);
    start(project, { npm_execpath: npm });
    const unfinished = path.join(project, '.vscode-test', 'unfinished');
    await eventually(async () => {
      assert.equal(child.exitCode, null, output);
      const [name = ''] = await fs.readdir(unfinished);
      assert.deepEqual(await fs.readdir(path.join(unfinished, name)), ['installing']);
    });
    await interrupt();
    assert.deepEqual(await fs.readdir(unfinished), []);
  });
});

/** The processes that a process started, and those that they started. */
function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = table.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
