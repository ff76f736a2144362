import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { Snapshot } from '../../core/undo/readSnapshot';
import { contactLine, headLine, type SnapshotContact } from '../../core/undo/writeSnapshot';

const ending = '.jsonl';
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
    return (await this.names()).length;
  }

  async removeAll(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Removes those that are older than so many days. */
  async prune(days: number, now: number): Promise<void> {
    for (const name of await this.names()) {
      const file = join(this.folder, name);
      // Another window may have removed it.
      const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      if (found && now - found.mtimeMs > days * dayMs) await rm(file, { force: true });
    }
  }

  /** Those that a crash left unfinished are among them. */
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
