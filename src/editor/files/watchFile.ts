import { Disposable, RelativePattern, Uri, workspace } from 'vscode';

/** Long enough for VS Code to report that it renamed the file itself. */
const settleMs = 1_000;

/**
 * Reports, a moment later, that a file may have been written, created or deleted, by whomever; and once after the watching began, as
 * nothing is heard of what happens before that.
 */
export function watchFile(file: Uri, changed: () => void): Disposable {
  if (file.scheme === 'untitled') return new Disposable(() => undefined);
  let timer = setTimeout(changed, settleMs);
  const seen = (uri: Uri) => {
    if (uri.path !== file.path && !file.path.startsWith(`${uri.path}/`)) return;
    clearTimeout(timer);
    timer = setTimeout(changed, settleMs);
  };
  // A name may hold characters that mean something in a pattern.
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(file, '..'), '*'));
  // Of a folder that is deleted with all that is in it, VS Code reports only the folder.
  const folders = workspace.createFileSystemWatcher('**', true, true, false);
  return Disposable.from(
    watcher,
    folders,
    watcher.onDidChange(seen),
    watcher.onDidCreate(seen),
    watcher.onDidDelete(seen),
    folders.onDidDelete(seen),
    new Disposable(() => clearTimeout(timer)),
  );
}
