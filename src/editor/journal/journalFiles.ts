import { mkdir, open, readFile, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExtensionContext } from 'vscode';
import type { JournalGlance } from '../../core/journal/glanceAtJournal';
import type { Append } from '../../core/journal/writeJournal';
import { baseNameOf } from '../../core/file/fileMoves';
import type { RunDescription, RunRecord } from '../../core/run/runRecord';
import { appendWhole, TornFile } from './appendWhole';
import { isLocked, lockRun, type RunLock } from './runLock';
import { UserError } from '../../core/userError';

const ending = '.jsonl';

const folderName = 'runs';

/** VS Code ends a window's extensions 5 seconds after the window, and the next one may be open by then. */
const leavingMs = 10_000;
const everyMs = 250;

/**
 * The records of this workspace's runs, one file each, in the extension's own storage. A second window on the same workspace is
 * given a storage of its own, the first one's name and "-1"; the runs of all of them are listed and read.
 */
export class JournalFiles {
  private readonly own: string;
  /** Where each run was found. */
  private readonly places = new Map<string, string>();

  /**
   * @param nameNow the URI of now of a file that had a URI at a time: what is read here names it so
   * @param isNeeded whether a run is kept, however many there are
   */
  constructor(
    private readonly storage: Pick<ExtensionContext, 'storageUri' | 'globalStorageUri'>,
    private readonly nameNow: (uri: string, knownAt: number) => string = (uri) => uri,
    private readonly isNeeded: (runId: string) => Promise<boolean> = () => Promise.resolve(false),
  ) {
    this.own = join((storage.storageUri ?? storage.globalStorageUri).fsPath, folderName);
  }

  /** See `identityKey`. */
  async identityKey(): Promise<Uint8Array> {
    return (await import('./identityKey.js')).identityKey(this.storage);
  }

  /**
   * Opens a new record and holds its lock until `close`. What `append` was given is on the disk when it resolves, also if the
   * machine fails then. It rejects when nothing of it was written, and once another window has taken the run over, which it may do
   * after this one did not move for long, asleep for instance.
   */
  async create(runId: string): Promise<{ append: Append; discard(): Promise<void>; close(): Promise<void> }> {
    await mkdir(this.own, { recursive: true });
    const lock = await this.takeLock(runId);
    if (!lock) throw new Error('The lock of a new run is taken.');
    // Only this user may read it: sids and a company's file names are private.
    const file = await open(this.path(runId), 'wx', 0o600).catch(async (error: unknown) => {
      await lock.release();
      throw error;
    });
    let length = 0;
    let torn: TornFile | undefined;
    return {
      async append(lines) {
        if (torn) throw torn;
        if (!(await lock.isHeld())) throw takenOver();
        try {
          length = await appendWhole(file, length, lines);
        } catch (error) {
          if (error instanceof TornFile) torn = error;
          throw error;
        }
      },
      /** To be called before `close`, when the run did not start. */
      discard: () => rm(this.path(runId), { force: true }),
      async close() {
        await file.close();
        await lock.release();
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
    const record = readJournal(text);
    if (record) {
      const { file } = record.description;
      const { uri, name } = this.fileNow(record.description);
      if (uri !== file.uri) record.fileMoved(uri, name);
    }
    return record;
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
      const glance = glanceAtJournal(await part(0), await part(Math.max(0, size - glanceBytes)));
      return glance && { ...glance, file: this.fileNow(glance) };
    } finally {
      await file.close();
    }
  }

  /** Puts an interrupted run to rest, or says what else became of it. */
  async append(runId: string, line: string): Promise<void> {
    const file = await open(this.path(runId), 'r+');
    try {
      await appendWhole(file, (await file.stat()).size, line);
    } finally {
      await file.close();
    }
  }

  /** Keeps other windows away from a run; undefined when one of them has it. The result gives it back. */
  async lock(runId: string): Promise<(() => Promise<void>) | undefined> {
    const lock = await this.takeLock(runId);
    return lock && (() => lock.release());
  }

  isLocked(runId: string): Promise<boolean> {
    return isLocked(`${this.path(runId)}.lock`);
  }

  /**
   * Waits for the runs that other windows work on, as one does that was just reloaded: until each is over, or for some seconds.
   * @returns whether there were any
   */
  async othersOver(): Promise<boolean> {
    const until = performance.now() + leavingMs;
    let found = false;
    for (const runId of await this.list()) {
      for (; performance.now() < until && (await this.isLocked(runId)); found = true) await sleep(everyMs);
    }
    return found;
  }

  /** The head of a run that came to no end, can be read, and that no window works on. */
  async interrupted(runId: string): Promise<JournalGlance | undefined> {
    if (await this.isLocked(runId)) return undefined;
    const glance = await this.glance(runId);
    if (glance?.state !== 'interrupted') return undefined;
    // Resuming takes the whole head, of which this saw the beginning.
    return (await this.read(runId)) && glance;
  }

  /** Removes the oldest records but the `keep` newest, and none that is in use, can still be resumed, or is needed. */
  async prune(keep: number): Promise<void> {
    for (const runId of (await this.list()).slice(keep)) {
      if ((await this.isNeeded(runId)) || (await this.isLocked(runId)) || (await this.interrupted(runId))) continue;
      await rm(this.path(runId), { force: true });
      await rm(`${this.path(runId)}.lock`, { force: true });
      this.places.delete(runId);
    }
  }

  private takeLock(runId: string): Promise<RunLock | undefined> {
    return lockRun(`${this.path(runId)}.lock`);
  }

  private fileNow({ file, startedAt }: Pick<RunDescription, 'file' | 'startedAt'>): RunDescription['file'] {
    const uri = this.nameNow(file.uri, startedAt);
    return uri === file.uri ? file : { ...file, uri, name: baseNameOf(uri) };
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

function takenOver(): UserError {
  return new UserError(
    'taken-over',
    'Another window has taken over this update while this one was suspended, so nothing more was sent from here. ' +
      'See the results in the other window.',
  );
}
