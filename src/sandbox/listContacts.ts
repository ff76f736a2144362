import { apiErrors } from './apiErrors';
import type { ContactStore, StoredContact } from './contactStore';
import { pageReply, refusal } from './envelope';
import type { Reply } from './envelope';

/** Source: reference of "get details of bulk contacts". */
const maxLimit = 20;

/**
 * One page of contacts by `limit`, `offset`, `name` and `sort_by=<date_created|name>:<asc|desc>`. A limit over 20 is
 * clamped and `name` is a substring of first and last name, in any case (both inferred); `list_sids` and `filter` are
 * passed over, since the sandbox has no lists.
 */
export function listContacts(query: URLSearchParams, store: ContactStore): Reply {
  const limit = wholeNumber(query.get('limit'), maxLimit);
  const offset = wholeNumber(query.get('offset'), 0);
  if (limit === undefined || offset === undefined) {
    return refusal('GET', 400, apiErrors.invalid('limit and offset must be whole numbers'));
  }
  const [field, direction = 'asc'] = (query.get('sort_by') ?? 'date_created:asc').split(':');
  if ((field !== 'date_created' && field !== 'name') || (direction !== 'asc' && direction !== 'desc')) {
    return refusal('GET', 400, apiErrors.invalid('sort_by is not valid'));
  }
  const wanted = query.get('name')?.toLowerCase() ?? '';
  const end = offset + Math.min(limit, maxLimit);
  // Creation order is the order of the store already, and of that no more need be looked at.
  const most = field === 'date_created' && direction === 'asc' ? end : Infinity;
  const contacts: StoredContact[] = [];
  for (const contact of end > offset ? store.values() : []) {
    if (nameOf(contact).includes(wanted)) contacts.push(contact);
    if (contacts.length >= most) break;
  }
  if (field === 'name') contacts.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  if (direction === 'desc') contacts.reverse();
  return pageReply('GET', contacts.slice(offset, end));
}

const nameOf = ({ first_name, last_name }: StoredContact) => `${first_name} ${last_name}`.toLowerCase();

function wholeNumber(text: string | null, fallback: number): number | undefined {
  if (text === null || text === '') return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
