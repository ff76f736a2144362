import { homedir } from 'node:os';
import { CancellationError, Uri, workspace } from 'vscode';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { baseName } from '../openDocument';
import { window } from '../window';
import { confirm } from '../offer';

/**
 * Where an export is written: where the caller says, or a person.
 * @param source the contacts file of the run
 * @param ending of the name that is proposed, in place of the source's: `failed.csv`
 * @throws UserError for a place that cannot be written to; CancellationError when the user backs out
 */
export async function chooseTarget(to: Uri | undefined, source: Uri, ending: string): Promise<Uri> {
  const target = to ?? (await ask(source, ending));
  if (workspace.fs.isWritableFileSystem(target.scheme) === false) {
    throw new UserError('read-only', `${fileLabel(target)} is in a read-only place. Choose another folder.`);
  }
  if (isSameFile(target, source)) await confirmReplacing(target);
  return target;
}

async function ask(source: Uri, ending: string): Promise<Uri> {
  const extension = ending.slice(ending.lastIndexOf('.') + 1);
  const target = await window.showSaveDialog({
    title: 'Export Results',
    saveLabel: 'Export',
    defaultUri: Uri.joinPath(folderOf(source), `${baseName(source).replace(/\.[^.]*$/, '')}.${ending}`),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (!target) throw new CancellationError();
  return target;
}

/** That of the file; one without a name is in none yet. */
export function folderOf(source: Uri): Uri {
  if (source.scheme !== 'untitled') return Uri.joinPath(source, '..');
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
}

/** On some systems a file has its name in any case. */
export function isSameFile(target: Uri, source: Uri): boolean {
  return target.toString().toLowerCase() === source.toString().toLowerCase();
}

async function confirmReplacing(target: Uri): Promise<void> {
  await confirm(
    `Replace ${fileLabel(target)} with the export?`,
    'This is the contacts file of the run. Rows that are not exported will no longer be in it.',
    'Replace',
  );
}
