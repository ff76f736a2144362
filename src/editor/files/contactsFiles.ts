import { commands, EventEmitter, TabInputText, workspace, type Disposable } from 'vscode';
import type { TextDocument, TextDocumentChangeEvent, TextDocumentContentChangeEvent, Uri } from 'vscode';
import { isContactsScheme } from '../../core/file/isContactsScheme';
import { DisposableStore } from '../disposableStore';
import { builtInCommands, contextKeys } from '../ids';
import type { Log } from '../log';
import type { FileNames } from './fileNames';
import { isOpen } from './isOpen';
import { OpenContactsFile } from './openContactsFile';
import { onDidSaveUnderName } from './savedUnderName';
import { window } from '../window';

const quietMs = 250;

/** One step of edits, as VS Code reports it: from the end of the text to its beginning. */
export interface ContactsFileEdit {
  readonly file: OpenContactsFile;
  readonly changes: readonly TextDocumentContentChangeEvent[];
}

/**
 * The one owner of the files that are open: which of them are contacts files, at which version, how they were edited, and what becomes
 * of their names. All other parts ask here. A file is inspected when it opens, and again when it has not been edited for a moment.
 */
export class ContactsFiles implements Disposable {
  private readonly store = new DisposableStore();
  private readonly files = new Map<string, OpenContactsFile>();
  private readonly entries = new WeakMap<TextDocument, OpenContactsFile>();
  private readonly timers = new Map<OpenContactsFile, NodeJS.Timeout>();
  /** Untitled files that the last window left. */
  private readonly restored = new Set(untitledTabs());
  /** As other parts see them. */
  private recognised = new Set<OpenContactsFile>();
  private front: OpenContactsFile | undefined;

  private readonly opened = this.store.add(new EventEmitter<OpenContactsFile>());
  private readonly edited = this.store.add(new EventEmitter<ContactsFileEdit>());
  private readonly settled = this.store.add(new EventEmitter<OpenContactsFile>());
  private readonly closed = this.store.add(new EventEmitter<OpenContactsFile>());
  private readonly changed = this.store.add(new EventEmitter<void>());
  readonly onDidOpen = this.opened.event;
  /** Fired at once. */
  readonly onDidEdit = this.edited.event;
  /** A file with a name that fits was looked at: after it opened, and after edits that a moment of quiet followed. */
  readonly onDidSettle = this.settled.event;
  readonly onDidClose = this.closed.event;
  /** Other files than before are contacts files, or another one is in front. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly names: FileNames,
    private readonly log: Log,
  ) {
    const { store } = this;
    // Before the edits: VS Code empties an untitled file that was saved under a name, and that is no edit of its rows.
    store.add(onDidSaveUnderName((from, to, text) => names.move(from, to, text)));
    store.add(workspace.onDidOpenTextDocument((document) => this.open(document)));
    store.add(workspace.onDidCloseTextDocument((document) => this.close(document)));
    store.add(workspace.onDidChangeTextDocument((event) => this.edit(event)));
    store.add(
      workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri, newUri }) => names.move(oldUri, newUri))),
    );
    store.add(window.onDidChangeActiveTextEditor(() => this.findFront()));
    store.add(window.onDidChangeVisibleTextEditors(() => this.findFront()));
    for (const document of workspace.textDocuments) this.open(document);
  }

  /** The entry of a document, closed or not, or of the document that has a file open; also of those that are not contacts files. */
  of(document: TextDocument | Uri): OpenContactsFile | undefined {
    return 'uri' in document ? this.entries.get(document) : this.files.get(document.toString());
  }

  get all(): readonly OpenContactsFile[] {
    return [...this.files.values()];
  }

  /** The contacts file in the active editor, or the last one there, while it is visible beside what has no editor. */
  get inFront(): Uri | undefined {
    return this.front?.document.uri;
  }

  /** The contacts files that are visible. Those that were only just opened are looked at first. */
  async visible(): Promise<readonly Uri[]> {
    const documents = new Set(window.visibleTextEditors.map(({ document }) => document));
    const visible: Uri[] = [];
    for (const document of documents) if (await this.isContacts(document)) visible.push(document.uri);
    return visible;
  }

  /** Whether a document is a contacts file as it is now. */
  async isContacts(document: TextDocument): Promise<boolean> {
    const file = this.entries.get(document);
    return file !== undefined && (await file.recognise());
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.store.dispose();
  }

  private open(document: TextDocument): void {
    const { scheme } = document.uri;
    if (!isContactsScheme(scheme, workspace.fs.isWritableFileSystem(scheme))) return;
    const before = this.files.get(document.uri.toString());
    if (before?.document === document) return this.lookSoon(before, 0);
    const file = new OpenContactsFile(document);
    // Another file had this name before.
    if (document.isUntitled && !this.restored.delete(file.key)) this.names.move(document.uri, undefined);
    this.entries.set(document, file);
    this.files.set(file.key, file);
    this.opened.fire(file);
    this.lookSoon(file, 0);
  }

  private close(document: TextDocument): void {
    const file = this.entries.get(document);
    if (!file || isOpen(document)) return;
    clearTimeout(this.timers.get(file));
    this.timers.delete(file);
    this.files.delete(file.key);
    this.closed.fire(file);
    if (this.recognised.has(file)) this.tellRecognised();
  }

  private edit({ document, contentChanges }: TextDocumentChangeEvent): void {
    const file = this.entries.get(document);
    if (!file || contentChanges.length === 0) return;
    file.edited(contentChanges);
    this.edited.fire({ file, changes: contentChanges });
    this.lookSoon(file, quietMs);
  }

  private lookSoon(file: OpenContactsFile, afterMs: number): void {
    if (!file.mayBeContacts) return;
    clearTimeout(this.timers.get(file));
    this.timers.set(
      file,
      setTimeout(() => void this.look(file).catch((error: unknown) => this.log.bug('look at a file', error)), afterMs),
    );
  }

  private async look(file: OpenContactsFile): Promise<void> {
    const { version } = file;
    await file.recognise();
    if (this.files.get(file.key) !== file) return;
    if (file.isContacts !== this.recognised.has(file)) this.tellRecognised();
    // An edit meanwhile has its own look.
    if (file.version === version) this.settled.fire(file);
  }

  private findFront(): void {
    const active = window.activeTextEditor?.document;
    const visible = window.visibleTextEditors.map(({ document }) => document);
    const front = active ? this.entries.get(active) : this.front;
    const found = front?.isContacts && visible.includes(front.document) ? front : undefined;
    if (found === this.front) return;
    this.front = found;
    this.changed.fire();
  }

  private tellRecognised(): void {
    this.recognised = new Set(this.all.filter(({ isContacts }) => isContacts));
    // As Uri objects: VS Code makes texts of them in the window, where a remote file has another scheme than here.
    const uris = [...this.recognised].map(({ document }) => document.uri);
    void commands.executeCommand(builtInCommands.setContext, contextKeys.contactsFiles, uris);
    this.findFront();
    this.changed.fire();
  }
}

function untitledTabs(): string[] {
  return window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input }) =>
      input instanceof TabInputText && input.uri.scheme === 'untitled' ? input.uri.toString() : [],
    ),
  );
}
