import { commands, EventEmitter, Uri, type Disposable } from 'vscode';
import { regions } from '../../api/region';
import { outcomeCode, outcomeMessage } from '../../core/outcome';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import type { RowView, RunHead } from '../../protocol';
import type { RunSource, RunSourceChange } from '../results/resultsPanel';
import { builtInCommands, commandId, contextKeys } from '../ids';
import type { JournalFiles } from './journalFiles';

/** The run that is on, and the run that is shown: the same one, or the last. */
export class Runs implements RunSource, Disposable {
  private readonly changed = new EventEmitter<RunSourceChange>();
  readonly onDidChange = this.changed.event;
  private readonly started = new EventEmitter<void>();
  /** A run is on from now on. */
  readonly onDidStart = this.started.event;
  private shown: RunRecord | undefined;
  private restoring: Promise<void> | undefined;
  private stopping: AbortController | undefined;
  private busy = false;

  constructor(private readonly journals: JournalFiles) {}

  /** The run that the panel shows; the last of this workspace's records where none was started in this window yet. */
  async last(): Promise<RunRecord | undefined> {
    await this.restore();
    return this.shown;
  }

  /** The last run of a file, whether it is shown or not; one that the history shows may be older. */
  async lastOf(uri: Uri): Promise<RunRecord | undefined> {
    const file = uri.toString();
    const shown = this.shown?.description.file.uri === file ? this.shown : undefined;
    for (const runId of await this.journals.list()) {
      if (shown && runId <= shown.description.runId) return shown;
      const glance = await this.journals.glance(runId);
      if (glance?.file.uri === file) return this.journals.read(runId);
    }
    return shown;
  }

  get isOn(): boolean {
    return this.stopping !== undefined;
  }

  /**
   * Keeps the field to one command from its first question to its end.
   * @throws UserError when another one is at it
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.busy) {
      if (!this.isOn) {
        throw new UserError(
          'busy',
          'An update is being prepared in this window. Answer its question first, or cancel it.',
        );
      }
      throw new UserError('busy', 'An update is already under way in this window. Wait for its end, or stop it.', [
        { title: 'Show Results', command: commandId('showResults') },
        { title: 'Stop Update', command: commandId('stopUpdate') },
      ]);
    }
    this.busy = true;
    try {
      return await work();
    } finally {
      this.busy = false;
    }
  }

  /** Shows the record and keeps showing what becomes of it while `work` runs. */
  async watch<T>(record: RunRecord, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    this.stopping = new AbortController();
    this.started.fire();
    this.show(record);
    setRunOn(true);
    try {
      return await work(this.stopping.signal);
    } finally {
      this.stopping = undefined;
      this.changed.fire('run');
      setRunOn(false);
    }
  }

  /**
   * Shows a run that is kept.
   * @throws UserError while another one is on, or when nothing of it can be read
   */
  async open(runId: string): Promise<void> {
    if (this.shown?.description.runId === runId) return;
    if (this.isOn) throw new UserError('busy', 'An update is under way; its results are shown until it ends.');
    const record = await this.journals.read(runId);
    if (!record) throw new UserError('unreadable-run', 'The record of this run cannot be read any more.');
    this.show(record);
  }

  show(record: RunRecord): void {
    this.shown = record;
    this.changed.fire('run');
  }

  /** To be called with whatever the record tells. */
  recordChanged(record: RunRecord, rows: readonly number[]): void {
    if (record === this.shown) this.changed.fire(rows.length > 0 ? rows : 'head');
  }

  stop(): void {
    this.stopping?.abort();
  }

  head(): RunHead | null {
    const record = this.shown;
    if (!record) {
      // A page that was restored asks before anybody ran anything: bring the last run, and say so when it is there.
      void this.restore();
      return null;
    }
    const { description, endedAt, waiting } = record;
    return {
      runId: description.runId,
      regionLabel: regions[description.target.region].label,
      accountSid: description.target.accountSid,
      fileName: description.file.name,
      startedAt: description.startedAt,
      ...(endedAt === undefined ? {} : { endedAt }),
      state: record.state,
      totals: record.totals,
      requests: { done: record.requestsDone, planned: record.requestsPlanned },
      ...(waiting ? { waiting } : {}),
      notes: record.notes,
    };
  }

  get rowCount(): number {
    return this.shown?.description.rows.length ?? 0;
  }

  rowView(row: number): RowView {
    const record = this.shown!;
    const { line, sid } = record.description.rows[row]!;
    const outcome = record.outcome(row);
    if (!outcome) return [line, sid, null, '', '', record.attempts(row)];
    return [line, sid, outcome.verdict, outcomeCode(outcome), outcomeMessage(outcome), record.attempts(row)];
  }

  get can() {
    const { rejected = 0, notSent = 0, unknown = 0 } = this.shown?.totals ?? {};
    return { retry: !this.isOn && rejected + notSent + unknown > 0 };
  }

  dispose(): void {
    this.stop();
    this.started.dispose();
    this.changed.dispose();
  }

  private restore(): Promise<void> {
    this.restoring ??= (async () => {
      for (const runId of await this.journals.list()) {
        const record = await this.journals.read(runId);
        if (!record) continue;
        if (!this.shown) this.show(record);
        return;
      }
    })();
    return this.restoring;
  }
}

function setRunOn(isOn: boolean): void {
  void commands.executeCommand(builtInCommands.setContext, contextKeys.runOn, isOn);
}

export function fileOf(record: RunRecord): Uri {
  return Uri.parse(record.description.file.uri, true);
}
