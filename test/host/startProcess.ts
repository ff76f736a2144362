import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';

const isWindows = process.platform === 'win32';

/**
 * Starts a program that ends, with all that it started, when this process exits at the latest. Outside Windows it has a process
 * group of its own, so Ctrl+C in a terminal reaches this process alone, which then ends the group.
 */
export function startProcess(file: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(file, args, { ...options, detached: !isWindows });
  const end = () => killProcess(child);
  // Before all else: what removes the folders it writes to was asked for earlier.
  process.prependOnceListener('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
  return child;
}

/** Ends a program of `startProcess` at once, with all that it started. */
export function killProcess({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    if (isWindows) spawnSync('taskkill', ['/pid', `${pid}`, '/T', '/F']);
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
