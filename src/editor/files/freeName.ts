import { Uri, workspace } from 'vscode';
import { UserError } from '../../core/userError';
import { folderOf } from '../export/chooseTarget';
import { baseName } from '../openDocument';

const mostNames = 1_000;

/**
 * A name that no file has yet, beside a contacts file: `contacts.undo.json`, `contacts.undo-2.json`.
 * @throws UserError when there are too many already
 */
export async function freeName(source: Uri, what: string): Promise<Uri> {
  const folder = folderOf(source);
  const name = baseName(source).replace(/\.[^.]*$/, '');
  for (let number = 1; number <= mostNames; number++) {
    const uri = Uri.joinPath(folder, `${name}.${what}${number === 1 ? '' : `-${number}`}.json`);
    const isTaken = await workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isTaken) return uri;
  }
  const message = `There are ${mostNames} files named like ${name}.${what}.json already. Remove some, then try again.`;
  throw new UserError('no-name', message);
}
