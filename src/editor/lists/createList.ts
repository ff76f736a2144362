import { CancellationError, window } from 'vscode';
import { plainSid } from '../../core/contact';
import { describeError } from '../../core/outcome';
import type { ContactList } from '../../core/run/operation';
import { findList, type ListsReader } from '../../core/remote/readLists';
import { UserError } from '../../core/userError';

/**
 * Asks for a name and creates the list. A name that is taken is not an error: the list that has it is found and offered.
 * @throws UserError when Exotel does not create it; CancellationError when the user backs out
 */
export async function createList(reader: ListsReader, title: string): Promise<ContactList> {
  const typed = await window.showInputBox({
    title,
    prompt: 'Name of the new list',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Enter a name.' : undefined),
  });
  const name = typed?.trim();
  if (!name) throw new CancellationError();
  const answer = await reader.asker.ask((stop) => reader.api.createList(name, stop));
  if (!answer) throw new CancellationError();
  const item = answer.kind === 'items' && answer.items.length === 1 ? answer.items[0] : undefined;
  if (item?.result === 'success' && item.sid !== undefined && plainSid.test(item.sid)) return { sid: item.sid, name };
  if (item?.result === 'failure' && item.code === 409) return offerList(await findList(reader, name), name);
  const error = answer.kind === 'refused' ? answer.error : item?.error;
  const why = error ? describeError(error) : '';
  throw new UserError('no-list', `Exotel did not create the list “${name}”${why && `: “${why}”`}. Try another name.`);
}

async function offerList(list: ContactList | undefined, name: string): Promise<ContactList> {
  if (!list) {
    throw new UserError(
      'no-list',
      `Exotel reports that the name “${name}” is taken, but no list has it. Choose another name.`,
    );
  }
  const use = 'Use This List';
  const message = `There is a list named “${name}” already. Add the contacts to it?`;
  if ((await window.showWarningMessage(message, { modal: true }, use)) !== use) throw new CancellationError();
  return list;
}
