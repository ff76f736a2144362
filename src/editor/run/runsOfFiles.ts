import { Uri } from 'vscode';
import { baseNameOf, type FileMove } from '../../core/file/fileMoves';
import type { RunDescription, RunRecord } from '../../core/run/runRecord';
import type { FileNames } from '../files/fileNames';
import type { CurrentRun } from './currentRun';
import type { JournalFiles } from '../journal/journalFiles';

/** Finds runs by their id or their file: those of this window, and those in the records of this workspace. */
export class RunsOfFiles {
  /** The last one of this window, which may have no record on the disk: the setting `keepRuns` can be 0. */
  private latest: RunRecord | undefined;
  /** One object for each run, as long as another part keeps it. */
  private readonly held = new Map<string, WeakRef<RunRecord>>();

  constructor(
    private readonly journals: JournalFiles,
    current: CurrentRun,
  ) {
    current.onDidStart((record) => {
      this.latest = record;
      this.hold(record);
    });
  }

  /** Undefined when there is no such run, or nothing of its record can be read. */
  async read(runId: string): Promise<RunRecord | undefined> {
    const held = this.held.get(runId)?.deref();
    if (held) return held;
    const record = await this.journals.read(runId);
    // What reads as interrupted may continue in another window, and another call may have read the run meanwhile.
    if (!record || record.state === 'interrupted') return record;
    return this.held.get(runId)?.deref() ?? this.hold(record);
  }

  /** The last run of this window, else of this workspace. */
  async last(): Promise<RunRecord | undefined> {
    if (this.latest) return this.latest;
    for (const runId of await this.journals.list()) {
      const record = await this.read(runId);
      if (record) return record;
    }
    return undefined;
  }

  /** The last run of a file. */
  async lastOf(uri: Uri): Promise<RunRecord | undefined> {
    const last = await this.lastAbout(uri);
    return last && this.read(last.runId);
  }

  /** What the last run of a file is about, without reading its record. */
  async lastAbout(uri: Uri): Promise<Omit<RunDescription, 'rows'> | undefined> {
    const file = uri.toString();
    const ofThisWindow = this.lastHeld(file)?.description;
    for (const runId of await this.journals.list()) {
      if (ofThisWindow && runId <= ofThisWindow.runId) break;
      const glance = await this.journals.glance(runId);
      if (glance?.file.uri === file) return glance;
    }
    return ofThisWindow;
  }

  /** The records in use follow their file to its new name; those on the disk are read with it. */
  moved(names: FileNames, move: FileMove): void {
    for (const reference of this.held.values()) {
      const record = reference.deref();
      const before = record?.description.file.uri;
      if (!record || before === undefined) continue;
      const after = names.afterMove(move, before);
      if (after !== before) record.fileMoved(after, baseNameOf(after));
    }
  }

  private hold(record: RunRecord): RunRecord {
    for (const [runId, reference] of this.held) if (!reference.deref()) this.held.delete(runId);
    this.held.set(record.description.runId, new WeakRef(record));
    return record;
  }

  private lastHeld(file: string): RunRecord | undefined {
    return [...this.held.values()]
      .flatMap((reference) => reference.deref() ?? [])
      .filter(({ description }) => description.file.uri === file)
      .sort((a, b) => (a.description.runId < b.description.runId ? 1 : -1))[0];
  }
}

export function fileOf(record: RunRecord): Uri {
  return Uri.parse(record.description.file.uri, true);
}
