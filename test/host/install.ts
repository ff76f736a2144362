import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { cacheFolder } from './folders';
import { startProcess } from './startProcess';
import { removedOnExit } from './temporaryFolder';

/**
 * The folder `name` in the cache, filled by `fill` when it is not there yet. It is filled under a name of its own and
 * renamed when complete: a folder in the cache is never half-finished, and of two callers at once the second one's
 * copy is dropped.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder, name);
  if (await exists(folder)) return folder;
  await removeAbandoned();
  const unfinished = path.join(cacheFolder, 'unfinished', `${process.pid}-${randomUUID()}`);
  const keep = removedOnExit(unfinished);
  await fs.mkdir(unfinished, { recursive: true });
  try {
    await fill(unfinished);
    await fs.rename(unfinished, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await fs.rm(unfinished, { recursive: true, force: true });
    keep();
  }
  return folder;
}

/** Installs npm packages into `folder` without running their scripts. Throws with npm's own words. */
export async function npmInstall(folder: string, ...args: string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const all = ['install', ...quiet, ...args];
  const npm = process.env.npm_execpath;
  // npm on Windows is a .cmd file, which only a shell can start.
  const [file, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const shell = file === 'npm' && process.platform === 'win32';
  const child = startProcess(file, [...first, ...all], {
    cwd: folder,
    shell,
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-20_000)));
  const trouble = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? '' : said.trim() || `It ended with ${signal ?? code}.`));
  });
  if (trouble) throw new Error(`npm ${all.join(' ')} failed in ${folder}:\n${trouble}`);
}

/** The flags of an outer `npm run` would otherwise steer the inner one, its --prefix and --omit above all. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const steering = /^npm_config_(global|local_prefix|prefix|omit|include|production|only|ignore_scripts|dry_run)$/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !steering.test(name) && name !== 'NODE_ENV'),
  );
}

async function removeAbandoned(): Promise<void> {
  const folder = path.join(cacheFolder, 'unfinished');
  for (const name of await fs.readdir(folder).catch(() => [])) {
    if (!isRunning(Number.parseInt(name, 10))) await fs.rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}
