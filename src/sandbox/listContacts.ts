import { apiErrors } from './apiErrors';
import type { ContactLists } from './contactLists';
import type { ContactStore, StoredContact } from './contactStore';
import { pageReply, refusal } from './envelope';
import type { Reply } from './envelope';
import type { Fault } from './faults';
import { maxLimit, readPage } from './readPage';

/**
 * One page of contacts by `limit`, `offset`, `name`, `list_sids` and `sort_by=<date_created|name>:<asc|desc>`. A limit over 20 is clamped,
 * `name` is a substring of first and last name, in any case, several lists are separated by commas, and an unknown one is a 404 (all
 * inferred); `filter` is passed over.
 */
export function listContacts(query: URLSearchParams, store: ContactStore, lists: ContactLists, fault: Fault): Reply {
  const page = readPage(query);
  if ('body' in page) return page;
  const { limit, offset: asked } = page;
  const [field, direction = 'asc'] = (query.get('sort_by') ?? 'date_created:asc').split(':');
  if ((field !== 'date_created' && field !== 'name') || (direction !== 'asc' && direction !== 'desc')) {
    return refusal('GET', 400, apiErrors.invalid('sort_by is not valid'));
  }
  const listSids = query.get('list_sids')?.split(',').filter(Boolean) ?? [];
  const wantedLists = listSids.map((sid) => lists.get(sid)?.contacts);
  if (wantedLists.includes(undefined)) return refusal('GET', 404, apiErrors.notFound('List'));
  const wanted = query.get('name')?.toLowerCase() ?? '';
  const offset = fault.page === 'first' ? 0 : fault.page === 'before' ? Math.max(0, asked - maxLimit) : asked;
  const end = offset + limit;
  const sids = wantedLists.length === 0 ? store.sids() : sidsIn(store, wantedLists as ReadonlySet<string>[]);
  // Creation order is the order of the store already, and of that no more need be looked at.
  if (field === 'date_created' && direction === 'asc' && wanted === '') {
    return pageReply('GET', contactsAt(sids, offset, end, store));
  }
  const contacts: StoredContact[] = [];
  for (const sid of sids) {
    const contact = store.get(sid)!;
    if (nameOf(contact).includes(wanted)) contacts.push(contact);
  }
  if (field === 'name') contacts.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  if (direction === 'desc') contacts.reverse();
  return pageReply('GET', contacts.slice(offset, end));
}

function* sidsIn(store: ContactStore, lists: readonly ReadonlySet<string>[]): Iterable<string> {
  for (const sid of store.sids()) if (lists.some((list) => list.has(sid))) yield sid;
}

function contactsAt(sids: Iterable<string>, offset: number, end: number, store: ContactStore): StoredContact[] {
  const contacts: StoredContact[] = [];
  let position = 0;
  for (const sid of sids) {
    if (position >= end) break;
    if (position++ >= offset) contacts.push(store.get(sid)!);
  }
  return contacts;
}

const nameOf = ({ first_name, last_name }: StoredContact) => `${first_name} ${last_name}`.toLowerCase();
