import { type Uri, workspace } from 'vscode';

/**
 * A file's name in messages, lists and the results panel, with its folder, as two files of the same name must be distinguished:
 * the path in the workspace, elsewhere the last folder only, as a whole path leaves no room for anything else.
 */
export function fileLabel(uri: Uri): string {
  if (uri.scheme === 'untitled') return uri.path;
  return workspace.getWorkspaceFolder(uri) ? workspace.asRelativePath(uri) : uri.path.split('/').slice(-2).join('/');
}
