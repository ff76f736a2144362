import { Disposable, type Uri, workspace } from 'vscode';

/** Reports files that VS Code deleted or renamed, also with their folder: what is known of them no longer applies. */
export function onDidLoseFiles(lost: (isGone: (uri: Uri) => boolean) => void): Disposable {
  const report = (uris: readonly Uri[]) => {
    const gone = uris.map((uri) => uri.toString());
    lost((uri) => gone.some((other) => uri.toString() === other || uri.toString().startsWith(`${other}/`)));
  };
  return Disposable.from(
    workspace.onDidDeleteFiles(({ files }) => report(files)),
    workspace.onDidRenameFiles(({ files }) => report(files.map(({ oldUri }) => oldUri))),
  );
}
