import { EventEmitter, type Disposable, type Uri } from 'vscode';
import { openDocument } from '../openDocument';
import { isStill, type FileState } from './readWholeFile';
import { watchFile } from './watchFile';

/** Files that something is known about while no editor has them. Their changes on the disk are reported; those of open files are edits. */
export class ClosedFiles implements Disposable {
  private readonly watchers = new Map<string, Disposable>();
  private readonly changed = new EventEmitter<Uri>();
  /** A file without an editor was written or deleted. */
  readonly onDidChange = this.changed.event;

  /** @param state of the file when it was read; without it, it may be reported although it is the same */
  watch(uri: Uri, state: FileState | undefined): void {
    this.unwatch(uri);
    const watcher = watchFile(uri, () => void this.look(uri, watcher, state));
    this.watchers.set(uri.toString(), watcher);
  }

  unwatch(uri: Uri): void {
    this.watchers.get(uri.toString())?.dispose();
    this.watchers.delete(uri.toString());
  }

  dispose(): void {
    for (const watcher of this.watchers.values()) watcher.dispose();
    this.watchers.clear();
    this.changed.dispose();
  }

  /** An event may come late, and be about what happened before the file was read. */
  private async look(uri: Uri, watcher: Disposable, state: FileState | undefined): Promise<void> {
    if (openDocument(uri)) return;
    const isSame = state !== undefined && (await isStill(uri, state).catch(() => false));
    if (!isSame && !openDocument(uri) && this.watchers.get(uri.toString()) === watcher) this.changed.fire(uri);
  }
}
