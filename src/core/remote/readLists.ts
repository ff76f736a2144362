import type { RemoteList } from '../../api/answer';
import type { ContactsApi } from '../../api/contactsApi';
import type { Asker } from './ask';

/** Source: reference of "get bulk lists". */
const pageLength = 20;

export interface ListsReader {
  readonly api: Pick<ContactsApi, 'readLists' | 'createList'>;
  readonly asker: Asker;
}

/**
 * The lists of an account, a page at a time, until one is not full: what `metadata` says of their number is not documented.
 * @throws UserError when Exotel cannot be read
 */
export async function* readLists({ api, asker }: ListsReader): AsyncGenerator<readonly RemoteList[], void> {
  for (let offset = 0; ; offset += pageLength) {
    const answer = await asker.ask((stop) => api.readLists(offset, pageLength, stop));
    if (answer?.kind !== 'lists') return;
    yield answer.lists;
    if (answer.entries < pageLength) return;
  }
}

/** The list of this name; undefined where there is none. */
export async function findList(reader: ListsReader, name: string): Promise<RemoteList | undefined> {
  for await (const lists of readLists(reader)) {
    const found = lists.find((list) => list.name === name);
    if (found) return found;
  }
  return undefined;
}
