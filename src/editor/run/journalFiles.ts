import { appendFile, mkdir, open, readFile, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { JournalGlance } from '../../core/journal/glanceAtJournal';
import type { Append } from '../../core/journal/writeJournal';
import type { RunRecord } from '../../core/run/runRecord';
import { isLocked, lockRun } from './runLock';

const ending = '.jsonl';

const folderName = 'runs';

/**
 * The records of this workspace's runs, one file each, in the extension's own storage. A second window on the same workspace is
 * given a storage of its own, the first one's name and "-1"; the runs of all of them are listed and read.
 */
export class JournalFiles {
  private readonly own: string;
  /** Where each run was found. */
  private readonly places = new Map<string, string>();

  constructor({ storageUri, globalStorageUri }: Pick<ExtensionContext, 'storageUri' | 'globalStorageUri'>) {
    this.own = join((storageUri ?? globalStorageUri).fsPath, folderName);
  }

  /**
   * Opens a new record and holds its lock until `close`. What `append` was given is on the disk when it resolves, also if the
   * machine fails then.
   */
  async create(runId: string): Promise<{ append: Append; close(): Promise<void> }> {
    await mkdir(this.own, { recursive: true });
    const unlock = await this.lock(runId);
    // Only this user may read it: sids and a company's file names are nobody else's business.
    const file = await open(this.path(runId), 'wx', 0o600);
    return {
      async append(lines) {
        await file.appendFile(lines, 'utf8');
        await file.datasync();
      },
      async close() {
        await file.close();
        await unlock?.();
      },
    };
  }

  /** Run ids from the newest to the oldest: they begin with the time. */
  async list(): Promise<string[]> {
    for (const folder of await this.folders()) {
      for (const name of await readdir(folder).catch(() => [])) {
        if (name.endsWith(ending)) this.places.set(name.slice(0, -ending.length), folder);
      }
    }
    return [...this.places.keys()].sort().reverse();
  }

  /** Undefined when there is no such record or nothing of it can be read. */
  async read(runId: string): Promise<RunRecord | undefined> {
    const text = await readFile(this.path(runId), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const { readJournal } = await import('../../core/journal/readJournal.js');
    return readJournal(text);
  }

  /** The head and the end of a record, without reading what lies between. */
  async glance(runId: string): Promise<JournalGlance | undefined> {
    const { glanceAtJournal, glanceBytes } = await import('../../core/journal/glanceAtJournal.js');
    const file = await open(this.path(runId), 'r').catch(() => undefined);
    if (!file) return undefined;
    try {
      const { size } = await file.stat();
      const part = async (position: number) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(glanceBytes), 0, glanceBytes, position);
        return buffer.toString('utf8', 0, bytesRead);
      };
      return glanceAtJournal(await part(0), await part(Math.max(0, size - glanceBytes)));
    } finally {
      await file.close();
    }
  }

  /** Puts an interrupted run to rest, or says what else became of it. */
  async append(runId: string, line: string): Promise<void> {
    await appendFile(this.path(runId), line);
  }

  /** Keeps other windows away from a run; undefined when one of them has it. The result gives it back. */
  lock(runId: string): Promise<(() => Promise<void>) | undefined> {
    return lockRun(`${this.path(runId)}.lock`);
  }

  isLocked(runId: string): Promise<boolean> {
    return isLocked(`${this.path(runId)}.lock`);
  }

  /** Removes the oldest records but the `keep` newest, and none that somebody works on. */
  async prune(keep: number): Promise<void> {
    for (const runId of (await this.list()).slice(keep)) {
      if (await this.isLocked(runId)) continue;
      await rm(this.path(runId), { force: true });
      await rm(`${this.path(runId)}.lock`, { force: true });
      this.places.delete(runId);
    }
  }

  private path(runId: string): string {
    return join(this.places.get(runId) ?? this.own, runId + ending);
  }

  /** This window's folder, and those of other windows on the same workspace, open or not. */
  private async folders(): Promise<string[]> {
    const storage = dirname(this.own);
    const workspace = dirname(storage);
    const first = basename(workspace).replace(/-[1-9]$/, '');
    const names = await readdir(dirname(workspace)).catch(() => []);
    const others = names.filter(
      (name) => name === first || (name.startsWith(`${first}-`) && /^-[1-9]$/.test(name.slice(first.length))),
    );
    return [
      ...new Set([this.own, ...others.map((name) => join(dirname(workspace), name, basename(storage), folderName))]),
    ];
  }
}
