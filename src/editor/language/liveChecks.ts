import { EventEmitter, TabInputText, TabInputTextDiff, workspace, type Disposable, type TextDocument } from 'vscode';
import { finishInSlices } from '../../core/steps';
import { DisposableStore } from '../disposableStore';
import type { CheckedDocument } from '../files/checkDocument';
import type { ContactsFiles } from '../files/contactsFiles';
import type { OpenContactsFile } from '../files/openContactsFile';
import type { Log } from '../log';
import type { CheckedContacts } from '../readContacts';
import { isCancellation } from '../reportError';
import type { LocalProblems } from '../problems/localProblems';
import { onDidChangeSetting, readSetting } from '../settings';
import { window } from '../window';

/** Checks the contacts files that are shown, as they are opened and edited. A keystroke ends the check that is on. */
export class LiveChecks implements Disposable {
  private readonly store = new DisposableStore();
  private readonly checked = this.store.add(new EventEmitter<TextDocument>());
  private readonly checks = new Map<OpenContactsFile, CheckedDocument>();
  private readonly running = new Map<OpenContactsFile, AbortController>();
  /** Files that have a tab. */
  private readonly shown = new Set<OpenContactsFile>();
  /** A document was checked, or its check is not kept any more. */
  readonly onDidCheck = this.checked.event;

  constructor(
    private readonly files: ContactsFiles,
    private readonly problems: LocalProblems,
    private readonly log: Log,
  ) {
    const { store } = this;
    store.add(files.onDidEdit(({ file }) => this.running.get(file)?.abort()));
    store.add(files.onDidSettle((file) => this.look(file)));
    store.add(files.onDidClose((file) => this.closed(file)));
    store.add(window.tabGroups.onDidChangeTabs(() => this.lookAtTabs()));
    store.add(onDidChangeSetting(['emptyCells'], () => this.lookAtAll()));
    store.add(onDidChangeSetting(['liveChecks'], () => this.switched()));
    this.lookAtAll();
  }

  /** The last check of a document, which may be about an older version; undefined when it is not a contacts file. */
  latest(document: TextDocument): CheckedContacts | undefined {
    const file = this.files.of(document);
    return file && this.checks.get(file);
  }

  /** The check of a document as it is now; undefined when it is not a contacts file, or is edited meanwhile. */
  async current(document: TextDocument): Promise<CheckedContacts | undefined> {
    const file = this.files.of(document);
    if (!file || !(await this.files.isContacts(document))) return undefined;
    if (this.checks.get(file)?.version !== file.version) await this.check(file);
    const latest = this.checks.get(file);
    return latest?.version === file.version ? latest : undefined;
  }

  dispose(): void {
    for (const file of [...this.checks.keys(), ...this.running.keys()]) this.forget(file);
    this.store.dispose();
  }

  private closed(file: OpenContactsFile): void {
    this.shown.delete(file);
    this.forget(file);
  }

  private switched(): void {
    for (const file of this.files.all) if (!isLive(file)) this.forget(file);
    this.lookAtAll();
  }

  private lookAtTabs(): void {
    for (const file of this.files.all) {
      if (isShown(file.key) !== this.shown.has(file)) this.look(file);
    }
  }

  private lookAtAll(): void {
    for (const file of this.files.all) this.look(file);
  }

  private look(file: OpenContactsFile): void {
    const was = this.shown.has(file);
    const is = isShown(file.key);
    if (is) this.shown.add(file);
    else this.shown.delete(file);
    if (is && file.isContacts && isLive(file)) void this.check(file);
    else if (was || this.checks.has(file)) this.forget(file, !is || !file.isContacts);
  }

  /** @param isOther whether it is no longer a contacts file, or has no tab: then none of it is shown either */
  private forget(file: OpenContactsFile, isOther = true): void {
    this.running.get(file)?.abort();
    const checked = this.checks.delete(file);
    if (isOther) this.problems.clear(file.document.uri);
    if (checked) this.checked.fire(file.document);
  }

  private async check(file: OpenContactsFile): Promise<void> {
    const { document, version } = file;
    this.running.get(file)?.abort();
    const running = new AbortController();
    this.running.set(file, running);
    try {
      const { checkDocument } = await import('../files/checkDocument.js');
      running.signal.throwIfAborted();
      const latest = await finishInSlices(checkDocument(file, this.checks.get(file)), running.signal);
      running.signal.throwIfAborted();
      // An edit aborts the check, but its event may still be on the way.
      if (!latest || file.version !== version) return;
      this.checks.set(file, latest);
      if (isLive(file) && isShown(file.key)) this.problems.showLive(latest, syntaxIsUnderlined(document));
      this.checked.fire(document);
    } catch (error) {
      if (!isCancellation(error)) this.log.bug('check while typing', error);
    } finally {
      if (this.running.get(file) === running) this.running.delete(file);
    }
  }
}

/** Whether a file is to be checked without being asked. */
function isLive({ document }: OpenContactsFile): boolean {
  return readSetting('liveChecks', document.uri);
}

/** In a tab of its own, or as the right side of a comparison: the left side would show everything twice. */
function isShown(key: string): boolean {
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        (input instanceof TabInputText && input.uri.toString() === key) ||
        (input instanceof TabInputTextDiff && input.modified.toString() === key),
    ),
  );
}

/** Whether VS Code's own JSON support marks the faults of the syntax. */
function syntaxIsUnderlined({ languageId, uri }: TextDocument): boolean {
  if (languageId !== 'json' && languageId !== 'jsonc') return false;
  return workspace.getConfiguration('json', uri).get('validate.enable') !== false;
}
