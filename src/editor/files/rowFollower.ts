import { Uri, workspace, type Disposable, type TextDocument } from 'vscode';
import { UserError } from '../../core/userError';
import { DisposableStore } from '../disposableStore';
import { openDocument } from '../openDocument';
import type { CheckedContacts } from '../readContacts';
import { ClosedFiles } from './closedFiles';
import type { ContactsFiles } from './contactsFiles';
import type { FileNames, SeenMove } from './fileNames';
import { FollowedRows } from './followedRows';
import { toTextChanges } from './openContactsFile';

/** Long enough for VS Code to report that it renamed a file. */
const settleMs = 1_000;

/** Follows the rows of files that were read, from the version that was read on, through edits, renames, closing and opening. */
export class RowFollower implements Disposable {
  private readonly store = new DisposableStore();
  private readonly closedFiles = this.store.add(new ClosedFiles());
  /** By the file's URI. */
  private readonly followed = new Map<string, FollowedRows>();

  constructor(
    private readonly files: ContactsFiles,
    private readonly names: FileNames,
  ) {
    const { store } = this;
    store.add(
      files.onDidEdit(({ file, changes }) => {
        const rows = this.followed.get(file.key);
        if (rows?.document === file.document) rows.edited(toTextChanges(changes));
      }),
    );
    store.add(files.onDidOpen(({ document }) => this.followed.get(document.uri.toString())?.opened(document)));
    store.add(
      files.onDidClose(({ document }) => {
        const rows = this.followed.get(document.uri.toString());
        if (rows?.document === document) this.closed(rows, document);
      }),
    );
    store.add(names.onDidMove((move) => this.moved(move)));
    store.add(
      workspace.onDidDeleteFiles(({ files: deleted }) => {
        for (const rows of [...this.followed.values()]) {
          const uri = rows.uri.toString();
          if (deleted.some((gone) => uri === gone.toString() || uri.startsWith(`${gone.toString()}/`))) rows.lose();
        }
      }),
    );
    store.add(
      this.closedFiles.onDidChange((uri) => {
        const rows = this.followed.get(uri.toString());
        if (rows) void this.compareWithDisk(rows);
      }),
    );
  }

  /**
   * Follows the rows of a file as it was read, in place of what was followed there before.
   * @returns undefined when it is not known how the file was edited since
   */
  follow(contacts: CheckedContacts): FollowedRows | undefined {
    const { uri, document, version } = contacts;
    this.followed.get(uri.toString())?.lose();
    const edits = document && version !== undefined ? this.files.of(document)?.editsSince(version) : [];
    if (!edits) return undefined;
    const rows = new FollowedRows(contacts, document, edits);
    this.add(rows);
    const now = this.files.of(uri)?.document;
    if (document && document !== now) this.closed(rows, document);
    if (now && document !== now) rows.opened(now);
    return rows.isLost ? undefined : rows;
  }

  dispose(): void {
    for (const rows of this.followed.values()) rows.dispose();
    this.store.dispose();
  }

  private add(rows: FollowedRows): void {
    const key = rows.uri.toString();
    this.followed.set(key, rows);
    this.closedFiles.watch(rows.uri, rows.contacts.state);
    rows.onDidLose(() => {
      const current = rows.uri.toString();
      if (this.followed.get(current) !== rows) return;
      this.followed.delete(current);
      this.closedFiles.unwatch(rows.uri);
    });
  }

  private moved(move: SeenMove): void {
    for (const [key, rows] of [...this.followed]) {
      const name = this.names.afterMove(move, key);
      if (name === key) continue;
      if (move.to === undefined) {
        rows.lose();
        continue;
      }
      this.followed.delete(key);
      this.closedFiles.unwatch(rows.uri);
      this.followed.get(name)?.lose();
      const to = Uri.parse(name, true);
      this.followed.set(name, rows);
      this.closedFiles.watch(to, undefined);
      rows.moved(to, openDocument(to), move.text);
    }
  }

  private closed(rows: FollowedRows, document: TextDocument): void {
    rows.closed(document);
    // It may have been deleted while it was open; or VS Code is about to report its new name.
    const timer = setTimeout(() => void this.compareWithDisk(rows), settleMs);
    this.store.add({ dispose: () => clearTimeout(timer) });
  }

  private async compareWithDisk(rows: FollowedRows): Promise<void> {
    const { uri } = rows;
    if (rows.document || rows.isLost || uri.scheme === 'untitled') return;
    const { readText } = await import('../readContacts.js');
    const text = await readText(uri).catch((error: Error) => error);
    if (rows.document || rows.uri !== uri) return;
    if (!(text instanceof Error)) await rows.foundOnDisk(text);
    else if (text instanceof UserError && text.code === 'unreadable-file') rows.lose();
  }
}
