import { workspace, type Uri } from 'vscode';

/** When a file was written last, in milliseconds since the epoch; undefined where it was never saved. */
export async function changedAt(uri: Uri): Promise<number | undefined> {
  return workspace.fs.stat(uri).then(
    ({ mtime }) => mtime,
    () => undefined,
  );
}
