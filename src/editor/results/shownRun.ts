import { EventEmitter, type Disposable, type Uri } from 'vscode';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import type { RowView, RunHead } from '../../protocol';
import type { CurrentRun } from '../run/currentRun';
import { fileOf, type RunsOfFiles } from '../run/runsOfFiles';
import type { ResultsSource, SourceChange } from './resultsPanel';
import { runHead, runRow } from './runView';

/** The run that the panel shows: one that starts, or the one that was picked since. */
export class ShownRun implements ResultsSource, Disposable {
  private readonly changed = new EventEmitter<SourceChange>();
  readonly onDidChange = this.changed.event;
  private shown: RunRecord | undefined;
  private restoring: Promise<void> | undefined;

  constructor(
    private readonly current: CurrentRun,
    private readonly runs: RunsOfFiles,
  ) {
    current.onDidStart((record) => this.show(record));
    current.onDidChange(({ record, rows }) => {
      if (record === this.shown) this.changed.fire(rows.length > 0 ? rows : 'head');
    });
    current.onDidEnd(() => this.changed.fire('head'));
  }

  /** Undefined while there is none to show. */
  get record(): RunRecord | undefined {
    return this.shown;
  }

  get id(): string | undefined {
    return this.shown?.description.runId;
  }

  /**
   * Shows the run with this id, whether another one is on or not.
   * @throws UserError when nothing of it can be read
   */
  async open(runId: string): Promise<void> {
    const record = await this.runs.read(runId);
    if (!record) throw new UserError('unreadable-run', 'The record of this run cannot be read.');
    this.show(record);
  }

  /** Shows the run that is on, else the last one, if there is any. */
  async openLast(): Promise<void> {
    const record = this.current.record ?? (await this.runs.last());
    if (record) this.show(record);
  }

  /** The file that the panel is about; undefined while it shows nothing. */
  async file(): Promise<Uri | undefined> {
    await this.restore();
    return this.shown && fileOf(this.shown);
  }

  /** Lets the page paint everything anew: what it shows is not what is shown here. */
  refresh(): void {
    this.changed.fire('all');
  }

  head(): RunHead | null {
    if (this.shown) return runHead(this.shown, this.current.record);
    // A page that was restored asks before anybody ran anything: bring the last run, and say so when it is there.
    void this.restore();
    return null;
  }

  get rowCount(): number {
    return this.shown?.description.rows.length ?? 0;
  }

  rowView(row: number): RowView {
    return runRow(this.shown!, row);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private restore(): Promise<void> {
    this.restoring ??= this.runs.last().then((record) => {
      if (record && !this.shown) this.show(record);
    });
    return this.restoring;
  }

  private show(record: RunRecord): void {
    if (record === this.shown) return;
    this.shown = record;
    this.changed.fire('all');
  }
}
