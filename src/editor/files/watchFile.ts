import { Disposable, RelativePattern, Uri, workspace } from 'vscode';

/** Long enough for VS Code to report that it renamed the file itself. */
const settleMs = 1_000;

/** Reports, a moment later, that a file was written, created or deleted, by whomever. */
export function watchFile(file: Uri, changed: () => void): Disposable {
  if (file.scheme === 'untitled') return new Disposable(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  // A name may hold characters that mean something in a pattern.
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(file, '..'), '*'));
  const seen = (uri: Uri) => {
    if (uri.path !== file.path) return;
    clearTimeout(timer);
    timer = setTimeout(changed, settleMs);
  };
  return Disposable.from(
    watcher,
    watcher.onDidChange(seen),
    watcher.onDidCreate(seen),
    watcher.onDidDelete(seen),
    new Disposable(() => clearTimeout(timer)),
  );
}
