import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const beatMs = 5_000;
const staleMs = 30_000;
const settleMs = 200;

/**
 * Takes hold of a run for this window: no two windows work on one run. The lock is a file with the owner's process id, touched
 * every few seconds; a lock whose process is gone, or that nobody has touched for long, can be taken over, by one alone.
 *
 * @returns what gives it back, or undefined when another window holds it
 */
export async function lockRun(path: string): Promise<(() => Promise<void>) | undefined> {
  const mark = `${process.pid} ${randomBytes(8).toString('hex')}`;
  if (!(await create(path, mark)) && !(await takeOver(path, mark))) return undefined;
  const beat = setInterval(() => {
    const now = new Date();
    // A beat that fails lets the lock grow stale: the worst is that somebody else may take it.
    utimes(path, now, now).catch(() => undefined);
  }, beatMs);
  beat.unref();
  return async () => {
    clearInterval(beat);
    await rm(path, { force: true });
  };
}

/** Whether some window holds the run at present. */
export async function isLocked(path: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, owner] = await Promise.all([stat(path), readFile(path, 'utf8')]);
    return isAlive(Number.parseInt(owner)) && Date.now() - mtimeMs < staleMs;
  } catch {
    return false;
  }
}

async function create(path: string, mark: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(mark);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Replaces a lock that nobody holds. A file can be renamed away only once, so of several windows one gets it; the second look
 * is for the one that judged the old lock and renamed the new one.
 */
async function takeOver(path: string, mark: string): Promise<boolean> {
  if (await isLocked(path)) return false;
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(path, aside);
    await rm(aside, { force: true });
  } catch {
    return false;
  }
  if (!(await create(path, mark))) return false;
  await sleep(settleMs);
  return (await readFile(path, 'utf8').catch(() => '')) === mark;
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
