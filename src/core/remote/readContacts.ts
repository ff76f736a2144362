import type { RemoteContact } from '../../api/answer';
import type { ContactsApi } from '../../api/contactsApi';
import type { Target } from '../../api/region';
import { isWellFormedSid, sidKey } from '../contact';
import { explainAnswer } from '../run/explainAnswer';
import { UserError } from '../userError';
import type { Asker } from './ask';
import { pageLimit, type Reading } from './readingCost';

/** How far a reading has come: plain data, from which it can be continued after a crash. */
export interface ReadingState {
  /** By pages: the position of the next page's first contact. One by one: the index of the next sid. */
  readonly next: number;
  /** Contacts that were handed over. */
  readonly contacts: number;
  /** Entries of replies that could not be read. */
  readonly unread: number;
  /** Everything was read. */
  readonly isOver: boolean;
}

export const notBegun: ReadingState = { next: 0, contacts: 0, unread: 0, isOver: false };

/** What came of one request. */
export interface ReadPart {
  /** None that was handed over before. */
  readonly contacts: readonly RemoteContact[];
  /** Of the sids asked for: those that Exotel does not have, as they were given. By pages they are known at the end, if all could be read. */
  readonly missing: readonly string[];
  readonly state: ReadingState;
}

export interface ReadingParts {
  readonly api: Pick<ContactsApi, 'readPage' | 'readContact'>;
  readonly asker: Asker;
  readonly target: Target;
  /**
   * `sidKey` of every contact that was seen, added to while reading. All that is kept of them: a continued reading is given those of the
   * reading before.
   */
  readonly seen: Set<string>;
}

/** Pages in a row that bring nothing new although there seem to be more; then their order cannot be relied on. */
const mostStalls = 12;

/**
 * Reads contacts from Exotel, a request at a time, and keeps no more of them than their sids. It ends early when it is stopped: the last
 * part's state says whether everything was read. A sid that is not well-formed is not asked for, and neither found nor missing.
 * @throws UserError when Exotel cannot be read; what was handed over before stands
 */
export function readContacts(
  reading: Reading,
  parts: ReadingParts,
  from: ReadingState = notBegun,
): AsyncGenerator<ReadPart, void> {
  if (from.isOver) return nothing();
  if (reading.kind === 'all') return readPages(parts, from, reading.list, reading.limit);
  const sids = reading.sids.filter(isWellFormedSid);
  if (sids.length === 0) return nothing();
  return reading.way === 'pages' ? pickFromPages(sids, parts, from) : readOneByOne(sids, parts, from);
}

async function* nothing(): AsyncGenerator<ReadPart, void> {}

/**
 * Page by page, in the order of creation. Contacts may be created and deleted meanwhile. A new one is at the end. A deleted one moves all
 * after it, so that the next page would begin too late: therefore every page begins with the last contact of the page before, and one
 * that begins with a contact never seen is thrown away and read again from further ahead. Each contact is handed over once.
 *
 * Limit: where the server orders contacts of the same second differently from one request to the next, which is not documented, a
 * contact may be missed without a sign.
 */
async function* readPages(
  { api, asker, target, seen }: ReadingParts,
  from: ReadingState,
  list: string | undefined,
  limit = Infinity,
): AsyncGenerator<ReadPart, void> {
  let state = from;
  let stepBack = pageLimit - 1;
  for (let stalls = 0; !state.isOver;) {
    const { next } = state;
    const answer = await asker.ask((stop) => api.readPage({ offset: next, limit: pageLimit, list }, stop));
    if (!answer) return;
    // Whether an empty page is a 404 is not documented; on the first page it says the same of an unknown account.
    if (answer.kind === 'refused' && next === 0)
      throw list === undefined ? explainAnswer(answer, target) : noList(list);
    const page = answer.kind === 'refused' ? [] : answer.contacts;

    const [first] = page;
    if (next > 0 && !(first && seen.has(sidKey(first.sid)))) {
      if (++stalls > mostStalls) throw unsteady();
      state = { ...state, next: Math.max(0, next - stepBack) };
      stepBack *= 2;
      continue;
    }
    if (page.length > 0 && !page.some(Boolean)) throw unreadable();
    stepBack = pageLimit - 1;
    const contacts: RemoteContact[] = [];
    for (const contact of page) {
      if (!contact || seen.has(sidKey(contact.sid)) || state.contacts + contacts.length >= limit) continue;
      seen.add(sidKey(contact.sid));
      contacts.push(contact);
    }
    if (contacts.length > 0) stalls = 0;
    else if (page.length === pageLimit && ++stalls > mostStalls) throw unsteady();
    const read = state.contacts + contacts.length;
    const last = page.findLastIndex(Boolean);
    const isOver = read >= limit || (contacts.length === 0 && page.length < pageLimit);
    // The last contact is read again with the next page, and with it what comes after it.
    const unread = page.slice(0, isOver ? page.length : last + 1).filter((contact) => !contact).length;
    state = { next: next + Math.max(0, last), contacts: read, unread: state.unread + unread, isOver };
    yield { contacts, missing: [], state };
  }
}

/** Page by page until all of the sids were found. */
async function* pickFromPages(
  sids: readonly string[],
  parts: ReadingParts,
  from: ReadingState,
): AsyncGenerator<ReadPart, void> {
  const wanted = new Map(sids.map((sid) => [sidKey(sid), sid]));
  const isSeen = (key: string) => parts.seen.has(key);
  let open = [...wanted.keys()].filter((key) => !isSeen(key)).length;
  let found = from.contacts;
  for await (const { contacts: page, state } of readPages(parts, from, undefined)) {
    const contacts = page.filter(({ sid }) => wanted.has(sidKey(sid)));
    open -= contacts.length;
    found += contacts.length;
    const isOver = state.isOver || open === 0;
    // What could not be read may be one of them.
    const isSure = state.isOver && state.unread === 0;
    const missing = isSure ? [...wanted].flatMap(([key, sid]) => (isSeen(key) ? [] : [sid])) : [];
    yield { contacts, missing, state: { ...state, contacts: found, isOver } };
    if (isOver) return;
  }
}

async function* readOneByOne(
  sids: readonly string[],
  { api, asker, target, seen }: ReadingParts,
  from: ReadingState,
): AsyncGenerator<ReadPart, void> {
  let state = from;
  /** Something showed that the account is there. */
  let isKnown = from.contacts > 0;
  while (state.next < sids.length) {
    const sid = sids[state.next]!;
    const answer = await asker.ask((stop) => api.readContact(sid, stop));
    if (!answer) return;
    const isMissing = answer.kind === 'refused';
    // An unknown account is a 404, too (inferred): without Exotel's words for a contact, another request tells them apart.
    if (isMissing && !isKnown && !/contact/i.test(answer.error.description ?? '')) {
      const page = await asker.ask((stop) => api.readPage({ offset: 0, limit: 1 }, stop));
      if (!page) return;
      if (page.kind === 'refused') throw explainAnswer(page, target);
    }
    isKnown = true;
    const contact = answer.kind === 'contacts' ? answer.contacts[0] : undefined;
    // Another contact than the one that was asked for is no answer.
    const contacts = contact && sidKey(contact.sid) === sidKey(sid) ? [contact] : [];
    for (const each of contacts) seen.add(sidKey(each.sid));
    state = {
      next: state.next + 1,
      contacts: state.contacts + contacts.length,
      unread: state.unread + (isMissing || contacts.length > 0 ? 0 : 1),
      isOver: state.next + 1 === sids.length,
    };
    yield { contacts, missing: isMissing ? [sid] : [], state };
  }
}

export function noList(list: string): UserError {
  return new UserError(
    'list-not-found',
    `The list ${list} was not found (404). Check its SID in the Exotel dashboard, the account, and the region.`,
  );
}

function unreadable(): UserError {
  return new UserError(
    'unreadable-contacts',
    'Exotel returned contacts in a form that cannot be read. Check the region and the address, then try again.',
  );
}

function unsteady(): UserError {
  return new UserError(
    'unsteady-pages',
    'Exotel returned the same contacts again and again, so the rest could not be read. Another program may be deleting contacts. Try again later.',
  );
}
