import { apiErrors } from './apiErrors';
import { UnreadableBody } from './contactInput';
import type { ContactLists, StoredList } from './contactLists';
import type { ContactStore } from './contactStore';
import { bulkReply, failure, pageReply, refusal, singleReply, success } from './envelope';
import type { Item, Reply } from './envelope';
import type { Fault } from './faults';
import { readPage } from './readPage';
import type { RequestRecord } from './requestLog';

/** Source: references of "create lists" and "add contacts to a list". */
const mostEntries = 5_000;
/** Source: Exotel's guides, for static lists. */
const mostInList = 100_000;

/** GET of a page of lists by `limit` and `offset`. Only `sid` and `name` are returned of each (inferred). */
export function pageOfLists(query: URLSearchParams, lists: ContactLists): Reply {
  const page = readPage(query);
  if ('body' in page) return page;
  const { limit, offset } = page;
  return pageReply(
    'GET',
    lists
      .values()
      .slice(offset, offset + limit)
      .map(dataOf),
  );
}

export function oneList(method: string, list: StoredList): Reply {
  if (method !== 'GET') return refusal(method, 405, apiErrors.invalid('Method not allowed'));
  return singleReply(method, success(dataOf(list)));
}

/** POST of `{"lists":[{"name"}]}`. A name that is taken is an item 409 without a sid, as public clients report. */
export function createLists(body: unknown, lists: ContactLists, record: RequestRecord): Reply {
  const entries = entriesOf(body, 'lists');
  record.items = entries.length;
  const items = entries.map((entry): Item => {
    const { name } = entry as { readonly name?: unknown };
    if (typeof name !== 'string' || name === '') return failure(400, apiErrors.mandatory('Name'));
    if (lists.withName(name)) return failure(409, apiErrors.duplicate('List with this name exists'));
    return success(dataOf(lists.get(lists.add([], name))!));
  });
  return bulkReply('POST', items);
}

/** POST of `{"contact_references":[{"contact_sid"}]}`: one item each, whose data has the contact's sid and the list's (from clients). */
export function addContacts(
  body: unknown,
  list: StoredList,
  store: ContactStore,
  fault: Fault,
  record: RequestRecord,
): Reply {
  const references = entriesOf(body, 'contact_references');
  const sids = references.map((reference) => (reference as { readonly contact_sid?: unknown }).contact_sid);
  record.items = sids.length;
  record.sids = sids.map((sid) => (typeof sid === 'string' ? sid : ''));
  if (sids.length === 0 || sids.length > mostEntries) {
    return refusal('POST', 400, apiErrors.invalid(`Contact references must be 1 to ${mostEntries}`));
  }
  const items = record.sids.map((sid): Item => {
    const failed = fault.failAll ?? fault.failures?.get(sid);
    if (failed) return failure(failed.code, failed.error);
    if (sid === '') return failure(400, apiErrors.mandatory('Contact sid'));
    if (!store.has(sid)) return failure(404, apiErrors.notFound('Contact'));
    if (!list.contacts.has(sid) && list.contacts.size >= mostInList) {
      return failure(400, apiErrors.invalid(`A list must not have more than ${mostInList} contacts`));
    }
    list.contacts.add(sid);
    record.committed.push(sid);
    return success({ sid, list_id: list.sid });
  });
  return bulkReply('POST', items);
}

const dataOf = ({ sid, name }: StoredList) => ({ sid, name });

function entriesOf(body: unknown, key: 'lists' | 'contact_references'): readonly object[] {
  const entries = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[key] : undefined;
  if (!Array.isArray(entries) || entries.some((entry) => typeof entry !== 'object' || entry === null)) {
    throw new UnreadableBody(`json: cannot unmarshal the body into Go struct field ${key}`);
  }
  return entries as readonly object[];
}
