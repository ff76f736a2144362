import { isSameText } from '../../core/file/isSameText';
import { finishInSlices } from '../../core/steps';
import { UserError, type UserErrorAction } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { isStill } from '../files/readWholeFile';
import { openDocument } from '../openDocument';
import { readText, type CheckedContacts } from '../readContacts';

/**
 * What was read and asked about is what is sent.
 * @param runAgain repeats the whole command. Left out once other files of the command were updated: the rest of them is offered then
 * @throws UserError when the file is not as it was read
 */
export async function requireUnchanged(contacts: CheckedContacts, runAgain?: UserErrorAction): Promise<void> {
  if (await isUnchanged(contacts)) return;
  const file = fileLabel(contacts.uri);
  throw new UserError(
    'file-changed',
    runAgain
      ? `${file} changed while you were being asked, so nothing was sent. Check it, then run the command again.`
      : `${file} changed while other files were being updated, so none of it was sent. Check it, then update the rest.`,
    runAgain ? [runAgain] : [],
  );
}

/**
 * Whether a file is as it was read. Opening or closing it in an editor changes nothing by itself.
 * @throws UserError when it can no longer be read, or has unsaved changes that extensions cannot see
 */
export async function isUnchanged({ uri, document, version, state, checked }: CheckedContacts): Promise<boolean> {
  const open = openDocument(uri);
  if (open && open === document) return open.version === version;
  if (!open && state) return isStill(uri, state);
  return finishInSlices(isSameText(open?.getText() ?? (await readText(uri)), checked.file.text));
}
