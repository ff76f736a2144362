import { Uri, window, workspace } from 'vscode';
import { UserError } from '../../core/userError';
import { folderOf } from '../export/chooseTarget';
import { fileLabel } from '../fileLabel';
import { baseName } from '../openDocument';

const mostNames = 1_000;

/**
 * Writes the file that takes a run back beside the file of the run, under a name of its own, and opens it.
 * @throws UserError when it cannot be written
 */
export async function openReverseFile(source: Uri, text: string): Promise<Uri> {
  const name = baseName(source).replace(/\.[^.]*$/, '');
  const uri = await freeName(folderOf(source), name);
  try {
    await workspace.fs.writeFile(uri, Buffer.from(text));
  } catch (cause) {
    const message = `${fileLabel(uri)} cannot be written. Check that the folder exists and can be written to, then undo the update again.`;
    throw new UserError('cannot-write', message, [], { cause });
  }
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
  return uri;
}

async function freeName(folder: Uri, name: string): Promise<Uri> {
  for (let number = 1; number <= mostNames; number++) {
    const uri = Uri.joinPath(folder, `${name}.undo${number === 1 ? '' : `-${number}`}.json`);
    const isTaken = await workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isTaken) return uri;
  }
  throw new UserError(
    'no-name',
    `There are ${mostNames} files to undo updates of ${name} already. Remove some, then try again.`,
  );
}
