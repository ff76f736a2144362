import { TabInputText, type Uri, workspace } from 'vscode';
import { pathLabel } from '../core/file/pathLabel';
import { window } from './window';

/**
 * A file's name in messages, lists and the results panel, with its folder, as two files of the same name must be distinguished:
 * the path in the workspace, elsewhere the last folder only, as a whole path leaves no room for anything else, and as many more as
 * distinguish it from the files that are open.
 * @param others files that it must be distinguished from as well
 */
export function fileLabel(uri: Uri, others: readonly Uri[] = []): string {
  if (uri.scheme === 'untitled') return uri.path;
  if (workspace.getWorkspaceFolder(uri)) return workspace.asRelativePath(uri);
  return pathLabel(
    uri.path,
    [...others, ...openFiles()].map(({ path }) => path),
  );
}

/** Those of more than 50 MB have tabs only. */
function openFiles(): Uri[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return [
    ...workspace.textDocuments.map(({ uri }) => uri),
    ...tabs.flatMap(({ input }) => (input instanceof TabInputText ? [input.uri] : [])),
  ];
}
