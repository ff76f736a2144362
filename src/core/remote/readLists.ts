import type { RemoteList } from '../../api/answer';
import type { ContactsApi } from '../../api/contactsApi';
import type { Asker } from './ask';

/** Source: reference of "get bulk lists". */
const pageLength = 20;

export interface PageOfLists {
  readonly lists: readonly RemoteList[];
  /** As it is not full. */
  readonly isLast: boolean;
}

export interface ListsReader {
  readonly api: Pick<ContactsApi, 'readLists' | 'createList'>;
  readonly asker: Asker;
}

/**
 * The lists of an account, a page at a time, until one is not full: what `metadata` says of their number is not documented.
 * @throws UserError when Exotel cannot be read
 */
export async function* readLists({ api, asker }: ListsReader): AsyncGenerator<PageOfLists, void> {
  for (let offset = 0; ; offset += pageLength) {
    const answer = await asker.ask((stop) => api.readLists(offset, pageLength, stop));
    if (answer?.kind !== 'lists') return;
    const isLast = answer.entries < pageLength;
    yield { lists: answer.lists, isLast };
    if (isLast) return;
  }
}

/** The list of this name; undefined where there is none. */
export async function findList(reader: ListsReader, name: string): Promise<RemoteList | undefined> {
  for await (const { lists } of readLists(reader)) {
    const found = lists.find((list) => list.name === name);
    if (found) return found;
  }
  return undefined;
}
