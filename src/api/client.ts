import type * as z from 'zod/mini';
import type { Answer, ListsAnswer, NoItems, RateLimit, ReadAnswer } from './answer';
import type { ContactsApi, Credentials, PageQuery } from './contactsApi';
import { exchange, type HttpRequest } from './exchange';
import { parseExactly } from './parseExactly';
import { parseReply } from './parseReply';
import { plainAccountSid, plainSid } from './plainSid';
import { plainTextWithout } from './plainText';
import { readRateLimit } from './rateLimit';
import { readError } from './readError';
import { readItem } from './readItem';
import { readRemoteList } from './readRemoteList';
import { readRemoteContact } from './readRemoteContact';
import { parseEndpoint } from './region';
import { envelopeSchema } from './replySchema';

export interface ContactsApiOptions {
  /** https, or http on loopback. */
  readonly origin: string;
  readonly credentials: Credentials;
  /** For one request, the last byte of its reply included. */
  readonly timeoutMs: number;
}

/**
 * Makes the client for one account. Its calls never throw for the network or the server: all that can come is an Answer.
 * A sid that is not plain is a bug of the caller: its call is rejected, and no request is made.
 * @throws Error when the origin is not https, nor http on loopback, or the account's SID is not plain
 */
export function createContactsApi({ origin, credentials, timeoutMs }: ContactsApiOptions): ContactsApi {
  const endpoint = parseEndpoint(origin);
  if ('problem' in endpoint) throw new Error(`The origin of the contacts API cannot be used: ${endpoint.problem}.`);
  const { apiKey, apiToken, accountSid } = credentials;
  if (!plainAccountSid.test(accountSid)) throw new Error('The account SID is not a plain SID.');
  const basic = Buffer.from(`${apiKey}:${apiToken}`).toString('base64');
  const toPlainText = plainTextWithout([apiKey, apiToken, basic, basic.replace(/={1,2}$/, '')]);
  // Lower-case, as every URL in Exotel's reference; only `uri` inside replies is written otherwise.
  const url = `${endpoint.origin}/v2/accounts/${accountSid}`;

  /** @param read makes the answer of a good reply's text */
  async function send<T>(
    { method, path, query, body, onSent }: Sending,
    signal: AbortSignal | undefined,
    read: (reply: GoodReply) => T | Unreadable,
  ): Promise<T | NoItems> {
    if (!path.every((part) => plainSid.test(part))) throw new Error('A part of the address is not a plain SID.');
    const request = {
      url: [url, ...path].join('/') + (query ? `?${query.toString()}` : ''),
      method,
      headers: {
        Authorization: `Basic ${basic}`,
        Accept: 'application/json',
        'User-Agent': 'exotel-contacts',
        ...(body && { 'Content-Type': 'application/json' }),
      },
      timeoutMs,
      ...(body && { body }),
      ...(onSent && { onSent }),
    };
    const reply = await exchange(request, signal);
    if (reply.kind !== 'reply') return reply;
    const { status, header, text, problem } = reply;
    const rateLimit = readRateLimit(header, Date.now());
    if (status < 200 || status >= 300) {
      return { kind: 'refused', status, error: readError(text, toPlainText), rateLimit };
    }
    return problem === undefined ? read({ status, text, rateLimit }) : { kind: 'unreadable', status, reason: problem };
  }

  function readItems({ status, text, rateLimit }: GoodReply): Answer {
    const envelope = readEnvelope(status, parseReply(text));
    if ('kind' in envelope) return envelope;
    const { request_id, metadata, response } = envelope;
    return {
      kind: 'items',
      status,
      ...(request_id !== undefined && { requestId: toPlainText(request_id) }),
      items: response.map((item) => readItem(item, toPlainText)),
      counts: metadata ?? {},
      rateLimit,
    };
  }

  function readLists({ status, text, rateLimit }: GoodReply): ListsAnswer {
    const envelope = readEnvelope(status, parseReply(text));
    if ('kind' in envelope) return envelope;
    const { response } = envelope;
    const lists = response.flatMap((item) => readRemoteList(item, toPlainText) ?? []);
    return { kind: 'lists', lists, entries: response.length, rateLimit };
  }

  function readContacts({ status, text, rateLimit }: GoodReply): ReadAnswer {
    const parsed = parseExactly(text);
    if ('problem' in parsed) return { kind: 'unreadable', status, reason: parsed.problem };
    const envelope = readEnvelope(status, parsed);
    if ('kind' in envelope) return envelope;
    const { metadata, response } = envelope;
    const total = metadata?.total;
    return {
      kind: 'contacts',
      status,
      contacts: response.map((item) => readRemoteContact(item, parsed.textOf)),
      ...(total !== undefined && total > response.length && { total }),
      rateLimit,
    };
  }

  return {
    updateContacts: (body, signal, onSent) =>
      send({ method: 'PUT', path: ['contacts'], body, onSent }, signal, readItems),
    createContacts: (body, signal, onSent) =>
      send({ method: 'POST', path: ['contacts'], body, onSent }, signal, readItems),
    deleteContact: (sid, signal, onSent) =>
      send({ method: 'DELETE', path: ['contacts', sid], onSent }, signal, readItems),
    addToList: (list, body, signal, onSent) =>
      send({ method: 'POST', path: ['lists', list, 'contacts'], body, onSent }, signal, readItems),
    createList(name, signal) {
      const body = Buffer.from(JSON.stringify({ lists: [{ name }] }));
      return send({ method: 'POST', path: ['lists'], body }, signal, readItems);
    },
    readLists(offset, limit, signal) {
      const query = new URLSearchParams({ limit: String(limit), offset: String(offset) });
      return send({ method: 'GET', path: ['lists'], query }, signal, readLists);
    },
    readPage: (page, signal) => send({ method: 'GET', path: ['contacts'], query: queryOf(page) }, signal, readContacts),
    readContact: (sid, signal) => send({ method: 'GET', path: ['contacts', sid] }, signal, readContacts),
    testConnection: (signal) =>
      send({ method: 'GET', path: ['contacts'], query: new URLSearchParams({ limit: '1' }) }, signal, readItems),
  };
}

interface Sending {
  readonly method: HttpRequest['method'];
  /** Its parts after the address of the account. */
  readonly path: readonly string[];
  readonly query?: URLSearchParams;
  readonly body?: Buffer;
  readonly onSent?: (() => void) | undefined;
}

interface GoodReply {
  readonly status: number;
  readonly text: string;
  readonly rateLimit: RateLimit;
}

type Unreadable = Extract<NoItems, { kind: 'unreadable' }>;

/** The envelope of a reply whose text was parsed. */
function readEnvelope(
  status: number,
  parsed: { readonly value: unknown } | { readonly problem: string },
): z.infer<typeof envelopeSchema> | Unreadable {
  if ('problem' in parsed) return { kind: 'unreadable', status, reason: parsed.problem };
  const { data } = envelopeSchema.safeParse(parsed.value);
  return data ?? { kind: 'unreadable', status, reason: 'it is JSON, but not a list of results' };
}

function queryOf({ offset, limit, list }: PageQuery): URLSearchParams {
  const query = new URLSearchParams({ limit: String(limit), offset: String(offset), sort_by: 'date_created:asc' });
  if (list !== undefined) query.set('list_sids', list);
  return query;
}
