import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const beatMs = 5_000;
const staleMs = 30_000;
const settleMs = 200;

/** A run that is this window's. */
export interface RunLock {
  /** Whether it still is: another window may have taken it over after this one did not move for long. */
  isHeld(): Promise<boolean>;
  /** Gives it back; leaves the lock of a window that has taken it over alone. */
  release(): Promise<void>;
}

/**
 * Takes hold of a run for this window: no two windows work on one run. The lock is a file with the owner's process id, touched
 * every few seconds; a lock whose process is gone, or that has not been touched for long, can be taken over, by only one window.
 *
 * @returns undefined when another window holds it
 */
export async function lockRun(path: string): Promise<RunLock | undefined> {
  const mark = `${process.pid} ${randomBytes(8).toString('hex')}`;
  if (!(await create(path, mark)) && !(await takeOver(path, mark))) return undefined;
  const isHeld = async () => (await readFile(path, 'utf8').catch(() => '')) === mark;
  const touch = async () => {
    const now = new Date();
    if (await isHeld()) await utimes(path, now, now);
  };
  // A beat that fails lets the lock grow stale: at worst, another window may take it.
  const beat = setInterval(() => void touch().catch(() => undefined), beatMs);
  beat.unref();
  return {
    isHeld,
    async release() {
      clearInterval(beat);
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}

/** Whether some window holds the run at present. */
export async function isLocked(path: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, owner] = await Promise.all([stat(path), readFile(path, 'utf8')]);
    // Between its creation and its first words it is empty, but already taken.
    return (owner === '' || isAlive(Number.parseInt(owner))) && Date.now() - mtimeMs < staleMs;
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
 * Replaces a lock that is not held. A file can be renamed away only once, so of several windows one gets it; the second look
 * is for the one that judged the old lock and renamed the new one.
 */
async function takeOver(path: string, mark: string): Promise<boolean> {
  if (await isLocked(path)) return false;
  if (await isTouched(path)) return false;
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

/**
 * After a machine slept, or its clock was set, the lock of a window that works looks old until its next beat. Where the owner is
 * alive, the time of more than a beat tells.
 */
async function isTouched(path: string): Promise<boolean> {
  const look = async () => {
    const [{ mtimeMs }, owner] = await Promise.all([stat(path), readFile(path, 'utf8')]);
    return { mtimeMs, owner };
  };
  try {
    const before = await look();
    if (!isAlive(Number.parseInt(before.owner))) return false;
    await sleep(beatMs + settleMs);
    const after = await look();
    return after.mtimeMs !== before.mtimeMs || after.owner !== before.owner;
  } catch {
    return false;
  }
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
