import { CancellationError, Disposable, EventEmitter, Uri, workspace } from 'vscode';
import type { FileMove } from '../../core/file/fileMoves';
import { describeOperation } from '../../core/run/operation';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import type { Head, RequestView, RunHead } from '../../protocol';
import { DisposableStore } from '../disposableStore';
import { fileLabel } from '../fileLabel';
import type { FileNames } from '../files/fileNames';
import { watchFile } from '../files/watchFile';
import type { CheckedContacts } from '../readContacts';
import type { TargetParts } from '../region/chooseTarget';
import type { ContactsOfRuns } from '../run/contactsOfRuns';
import type { CurrentRun } from '../run/currentRun';
import type { Log } from '../log';
import { onDidChangeSetting } from '../settings';
import { mostDiagnostics } from '../problems/localProblems';
import type { ServerVerdicts } from '../problems/serverVerdicts';
import { fileOf, type RunsOfFiles } from '../run/runsOfFiles';
import { CheckView } from './checkView';
import type { ResultsSource, SourceChange } from './pageFeed';
import { requestViews } from './requestViews';
import { freshForMs, PreviewView } from './previewView';
import { RunView } from './runView';
import type { TableRows } from './sentColumns';

/** Each holds the text of its file. */
const mostPreviews = 5;
const quietMs = 300;

/** What the panel shows: the run that started last, or the run or the check that was picked since. */
export class ShownResults implements ResultsSource {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<SourceChange>());
  private readonly checkShown = this.store.add(new EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  /** A check or preview is shown that the panel should be brought forward for. */
  readonly onDidShowCheck = this.checkShown.event;
  private view: RunView | CheckView | PreviewView | undefined;
  /** The last one of each file, by its Uri; the newest is the last. */
  private readonly previews = new Map<string, PreviewView>();
  private watching: Disposable | undefined;
  private checking: NodeJS.Timeout | undefined;
  private restoring: Promise<void> | undefined;

  constructor(
    private readonly current: CurrentRun,
    private readonly runs: RunsOfFiles,
    private readonly contacts: ContactsOfRuns,
    private readonly verdicts: ServerVerdicts,
    private readonly targets: TargetParts,
    private readonly log: Log,
  ) {
    const { store } = this;
    store.add(
      verdicts.onDidFollow((record) => {
        if (this.view instanceof RunView && this.view.record === record) this.followRows(this.view);
      }),
    );
    store.add(
      current.onDidStart((record) => {
        for (const view of this.previews.values()) view.isOver = true;
        this.showRun(record);
      }),
    );
    store.add(
      current.onDidChange(({ record, rows }) => {
        if (record === this.record) this.changed.fire(rows.length > 0 ? rows : 'head');
      }),
    );
    store.add(current.onDidEnd(() => this.changed.fire('head')));
    store.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // The list of a check says so when the file was edited since.
        if ((this.check?.uri ?? this.preview?.file)?.toString() !== document.uri.toString()) return;
        if (this.preview && contentChanges.length > 0) {
          this.preview.isEdited = true;
          this.checkPreview();
        }
        this.changed.fire('head');
      }),
    );
    store.add(onDidChangeSetting(['region', 'customEndpoint', 'emptyCells'], () => this.checkPreview()));
    store.add(targets.credentials.onDidChange(() => this.checkPreview()));
  }

  /** The run; undefined while nothing or a check is shown. */
  get record(): RunRecord | undefined {
    return this.view instanceof RunView ? this.view.record : undefined;
  }

  /** The check; undefined while nothing or a run is shown. */
  get check(): CheckedContacts | undefined {
    return this.view instanceof CheckView ? this.view.contacts : undefined;
  }

  /** The preview; undefined while something else is shown. */
  get preview(): PreviewView | undefined {
    return this.view instanceof PreviewView ? this.view : undefined;
  }

  get id(): string | undefined {
    return this.view?.id;
  }

  /**
   * Shows the run with this id, whether another one is on or not.
   * @throws UserError when nothing of it can be read
   */
  async open(runId: string): Promise<void> {
    const record = await this.runs.read(runId);
    if (!record) throw new UserError('unreadable-run', 'The history of this run cannot be read.');
    this.showRun(record);
  }

  /** Shows the run that is on, else the last one, if there is any. */
  async openLast(): Promise<void> {
    const record = this.current.record ?? (await this.runs.last());
    if (record) this.showRun(record);
  }

  /** To be called with each check that was asked for. It is shown where VS Code cannot list all problems, or in place of an older one. */
  checked(contacts: CheckedContacts): void {
    const isLong = contacts.checked.problems.length > mostDiagnostics;
    if (!isLong && this.check?.uri.toString() !== contacts.uri.toString()) return;
    this.show(new CheckView(contacts, Date.now()));
    this.checkShown.fire();
  }

  /** Shows a preview that was asked for. */
  previewed(view: PreviewView): void {
    const { previews } = this;
    const key = view.file.toString();
    previews.delete(key);
    previews.set(key, view);
    if (previews.size > mostPreviews) previews.delete([...previews.keys()][0]!);
    this.show(view);
    const expires = setTimeout(() => this.changed.fire('head'), view.facts.at + freshForMs - Date.now() + 1);
    const file = watchFile(view.file, () => this.checkPreview());
    this.watching = Disposable.from(file, new Disposable(() => clearTimeout(expires)));
    this.checkShown.fire();
  }

  /** The last preview of a file in this window, whether the panel shows it or not. */
  previewOf(file: Uri): PreviewView | undefined {
    return this.previews.get(file.toString());
  }

  /** A file has another name now. */
  moved(names: FileNames, move: FileMove): void {
    for (const [before, view] of [...this.previews]) {
      const now = names.afterMove(move, before);
      if (now === before) continue;
      this.previews.delete(before);
      this.previews.set(now, view);
      view.file = Uri.parse(now);
      if (view === this.preview) this.changed.fire('head');
    }
  }

  /** The file that the panel is about; undefined while it shows nothing. */
  async file(): Promise<Uri | undefined> {
    await this.restore();
    return this.view?.file;
  }

  /** Makes the page paint everything again: what it shows is not what is shown here. */
  refresh(): void {
    this.changed.fire('all');
  }

  get goOn(): RunHead['goOn'] {
    return this.view instanceof RunView ? this.view.goOn : undefined;
  }

  edited(): Uint8Array | undefined {
    return this.view instanceof RunView ? this.view.edited() : undefined;
  }

  requests(): readonly RequestView[] {
    return this.record ? requestViews(this.record) : [];
  }

  head(): Head | null {
    const current = this.current.record;
    if (this.view) {
      const head = this.view.head(current);
      if (!current || current === this.record) return head;
      const { runId, operation } = current.description;
      return { ...head, otherRun: { id: runId, name: describeOperation(operation, fileLabel(fileOf(current))) } };
    }
    // A page that was restored asks before anything was run: bring the last run, and say so when it is there.
    void this.restore();
    return null;
  }

  /** Another window has ended its run: what was read of it before is out of date. */
  async readAgain(): Promise<void> {
    if (this.record?.state === 'interrupted') await this.open(this.record.description.runId);
  }

  /** Nothing of this run is to be resumed any more. */
  discarded(runId: string): void {
    if (this.record?.description.runId !== runId) return;
    this.record.isClosed = true;
    this.changed.fire('head');
  }

  get rows(): TableRows {
    return this.view?.rows ?? noRows;
  }

  dispose(): void {
    this.watching?.dispose();
    clearTimeout(this.checking);
    this.store.dispose();
  }

  /** Finds out, after a moment of quiet, whether the preview that is shown still holds. */
  private checkPreview(): void {
    clearTimeout(this.checking);
    const { preview } = this;
    if (!preview) return;
    const check = async () => {
      const { checkShownPreview } = await import('../preview/checkPreview.js');
      await checkShownPreview(preview, this.targets);
      if (preview === this.preview) this.changed.fire('head');
    };
    this.checking = setTimeout(
      () => void check().catch((error: unknown) => this.log.bug('check a preview', error)),
      quietMs,
    );
  }

  private restore(): Promise<void> {
    this.restoring ??= this.runs.last().then((record) => {
      if (record && !this.view) this.showRun(record);
    });
    return this.restoring;
  }

  private showRun(record: RunRecord): void {
    if (record === this.record) return;
    const view = new RunView(record);
    if (!this.followRows(view)) this.later(view, () => this.findFile(view));
    this.show(view);
    this.later(view, () => this.findNewer(view));
  }

  /** The text that the run was made of is in memory as long as its rows are followed. */
  private followRows(view: RunView): boolean {
    const rows = this.verdicts.rowsOf(view.record);
    if (!rows) return false;
    view.follow(rows, () => this.changed.fire('edited'));
    if (view === this.view) this.changed.fire('head');
    return true;
  }

  private async findFile(view: RunView): Promise<void> {
    const contacts = await this.contacts.find(view.record);
    if (!contacts || view.rows.texts) return;
    view.takeFile(contacts.checked.file);
    if (view === this.view) this.changed.fire('head');
  }

  private async findNewer(view: RunView): Promise<void> {
    const last = await this.runs.lastAbout(view.file);
    if (!last || last.runId === view.id || view !== this.view) return;
    view.newerRun = { id: last.runId, startedAt: last.startedAt };
    this.changed.fire('head');
  }

  private later(view: RunView, find: () => Promise<void>): void {
    find().catch((error: unknown) => {
      if (view === this.view && !(error instanceof CancellationError)) this.log.bug('show a run', error);
    });
  }

  private show(view: RunView | CheckView | PreviewView): void {
    if (this.view instanceof RunView) this.view.dispose();
    this.watching?.dispose();
    this.watching = undefined;
    this.view = view;
    this.changed.fire('all');
  }
}

const noRows: TableRows = {
  count: 0,
  line: () => 0,
  sid: () => '',
  result: () => [null, '', '', 0],
  texts: undefined,
  fileRow: () => undefined,
  advice: () => ({ text: '' }),
  keptFrom: () => undefined,
};
