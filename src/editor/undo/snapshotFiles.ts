import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { Snapshot } from '../../core/undo/readSnapshot';
import { contactLine, headLine, type SnapshotContact } from '../../core/undo/writeSnapshot';
import { isLocked, lockRun } from '../journal/runLock';

const ending = '.jsonl';
/** Of the lock of a snapshot whose run is active. */
const lockEnding = '.active';
const dayMs = 24 * 60 * 60 * 1000;

/**
 * The snapshots of all workspaces, one file for each run. They hold contacts' values: on this machine, readable for this user only, and
 * for a limited time.
 */
export class SnapshotFiles {
  private readonly folder: string;

  constructor({ globalStorageUri }: Pick<ExtensionContext, 'globalStorageUri'>) {
    this.folder = join(globalStorageUri.fsPath, 'snapshots');
  }

  /** Keeps a snapshot from being removed while its run is active, in every window. @returns what ends that */
  async hold(runId: string): Promise<() => Promise<void>> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const lock = await lockRun(join(this.folder, runId + lockEnding));
    return async () => lock?.release();
  }

  /** It is there when this resolves, whole or not at all. */
  async write(runId: string, contacts: readonly SnapshotContact[], takenAt: number): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = this.path(runId);
    const unfinished = `${file}.unfinished`;
    const head = headLine({ runId, takenAt, contacts: contacts.length });
    try {
      await writeFile(unfinished, lines(head, contacts), { mode: 0o600, flush: true });
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  /** Undefined where there is none, or it cannot be read. */
  async read(runId: string): Promise<Snapshot | undefined> {
    const text = await readFile(this.path(runId), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const { readSnapshot } = await import('../../core/undo/readSnapshot.js');
    return readSnapshot(text);
  }

  async has(runId: string): Promise<boolean> {
    return stat(this.path(runId)).then(
      () => true,
      () => false,
    );
  }

  async count(): Promise<number> {
    return (await this.names()).filter((name) => !name.endsWith(lockEnding)).length;
  }

  /** But those whose run is active. @returns how many were removed */
  async removeAll(): Promise<number> {
    const removed = await this.removeWhere(() => true);
    // Fails where one is left.
    await rmdir(this.folder).catch(() => undefined);
    return removed;
  }

  /** To be called when its run did not start. */
  async remove(runId: string): Promise<void> {
    await rm(this.path(runId), { force: true });
  }

  /** Removes those that are older than so many days, but those whose run is active. @returns how many were removed */
  prune(days: number, now: number): Promise<number> {
    return this.removeWhere((mtimeMs) => now - mtimeMs > days * dayMs);
  }

  private async removeWhere(isMeant: (mtimeMs: number) => boolean): Promise<number> {
    let removed = 0;
    for (const name of await this.names()) {
      const file = join(this.folder, name);
      const lock = join(this.folder, name.replace(/\..*/, '') + lockEnding);
      // Another window may be removing the same ones.
      const found = await stat(file).catch(() => undefined);
      if (!found || !isMeant(found.mtimeMs) || (await isLocked(lock))) continue;
      await rm(file, { force: true });
      if (file !== lock) removed++;
    }
    return removed;
  }

  /** What a crash left is among them. */
  private names(): Promise<string[]> {
    return readdir(this.folder).catch(() => []);
  }

  private path(runId: string): string {
    return join(this.folder, runId + ending);
  }
}

function* lines(head: string, contacts: readonly SnapshotContact[]): Iterable<string> {
  yield head;
  for (const contact of contacts) yield contactLine(contact);
}
