import { Disposable, type Uri, workspace } from 'vscode';

/** Tells of files that VS Code deleted or renamed, be it with their folder: what is known of them is about nothing any more. */
export function onDidLoseFiles(lost: (isGone: (uri: Uri) => boolean) => void): Disposable {
  const tell = (uris: readonly Uri[]) => {
    const gone = uris.map((uri) => uri.toString());
    lost((uri) => gone.some((other) => uri.toString() === other || uri.toString().startsWith(`${other}/`)));
  };
  return Disposable.from(
    workspace.onDidDeleteFiles(({ files }) => tell(files)),
    workspace.onDidRenameFiles(({ files }) => tell(files.map(({ oldUri }) => oldUri))),
  );
}
