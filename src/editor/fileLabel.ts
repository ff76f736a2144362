import { type Uri, workspace } from 'vscode';

/**
 * A file's name in messages, lists and the results panel, with its folder, as two files of one name must be told apart:
 * `march/contacts.csv` in the workspace, the whole path elsewhere.
 */
export function fileLabel(uri: Uri): string {
  return uri.scheme === 'untitled' ? uri.path : workspace.asRelativePath(uri);
}
