import { EventEmitter, type Disposable, type Uri } from 'vscode';
import { openDocument } from '../openDocument';
import { watchFile } from './watchFile';

/** Files that something is known about while no editor has them. Their changes on the disk are reported; those of open files are edits. */
export class ClosedFiles implements Disposable {
  private readonly watchers = new Map<string, Disposable>();
  private readonly changed = new EventEmitter<Uri>();
  /** A file without an editor was written or deleted. */
  readonly onDidChange = this.changed.event;

  watch(uri: Uri): void {
    const key = uri.toString();
    if (this.watchers.has(key)) return;
    this.watchers.set(
      key,
      watchFile(uri, () => {
        if (!openDocument(uri)) this.changed.fire(uri);
      }),
    );
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
}
