import { apiErrors } from './apiErrors';
import { bulkWrite } from './bulkWrite';
import type { ContactLists } from './contactLists';
import { UnreadableBody } from './contactInput';
import type { ContactStore } from './contactStore';
import { refusal } from './envelope';
import type { Reply } from './envelope';
import type { Fault } from './faults';
import { listContacts } from './listContacts';
import { addContacts, createLists, oneList, pageOfLists } from './lists';
import type { RequestRecord } from './requestLog';
import { singleContact } from './singleContact';

/** One request, read whole. */
export interface SandboxRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly authorization: string;
  readonly contentType: string;
  /** Undefined where it was over the limit. */
  readonly body: string | undefined;
}

/** Fixed and fake; in the shape of Exotel's: key and token for Basic authentication, account SID in the path. */
export const sandboxCredentials = {
  apiKey: 'sandbox-api-key',
  apiToken: 'sandbox-api-token',
  accountSid: 'exotelSandbox',
} as const;

const basic = `Basic ${Buffer.from(`${sandboxCredentials.apiKey}:${sandboxCredentials.apiToken}`).toString('base64')}`;

/** Finds the endpoint and lets it answer. The path is lower-case, as every URL in the reference. */
export function route(
  request: SandboxRequest,
  { contacts: store, lists }: { readonly contacts: ContactStore; readonly lists: ContactLists },
  fault: Fault,
  record: RequestRecord,
): Reply {
  const { method } = request;
  if (request.authorization !== basic) return refusal(method, 401, apiErrors.unauthorized);
  const [path = '', queryText = ''] = request.target.split('?', 2);
  const query = new URLSearchParams(queryText);
  const [, accountSid, ...steps] =
    /^\/v2\/accounts\/([^/]+)\/(contacts|lists)(?:\/([^/]+))?(?:\/(contacts))?$/.exec(path) ?? [];
  if (accountSid === undefined) return refusal(method, 404, apiErrors.notFound('Resource'));
  // Another account with good credentials: not documented (inferred).
  if (accountSid !== sandboxCredentials.accountSid) return refusal(method, 404, apiErrors.notFound('Account'));
  const [kind, sid, part] = steps as [string, string | undefined, string | undefined];
  const isOfList = kind === 'lists';
  const list = isOfList && sid !== undefined ? lists.get(decode(sid)) : undefined;
  if (isOfList && sid !== undefined && !list) return refusal(method, 404, apiErrors.notFound('List'));
  if (!isOfList && part !== undefined) return refusal(method, 404, apiErrors.notFound('Resource'));
  if (list && part === undefined) return oneList(method, list);
  if (method === 'GET' && list) {
    query.set('list_sids', list.sid);
    return listContacts(query, store, lists, fault);
  }
  if (method === 'GET' && sid === undefined) {
    return isOfList ? pageOfLists(query, lists) : listContacts(query, store, lists, fault);
  }
  if (isOfList && method !== 'POST') return refusal(method, 405, apiErrors.invalid('Method not allowed'));
  if (method !== 'PUT' && method !== 'POST') {
    if (sid === undefined) return refusal(method, 405, apiErrors.invalid('Method not allowed'));
    return singleContact(method, decode(sid), undefined, store, fault, record);
  }
  if (!/^application\/json\b/i.test(request.contentType)) {
    return refusal(method, 415, apiErrors.contentType(request.contentType));
  }
  if (request.body === undefined) {
    return refusal(method, 413, apiErrors.invalid('The request body is too large'));
  }
  try {
    const body = parse(request.body);
    if (list) return addContacts(body, list, store, fault, record);
    if (isOfList) return createLists(body, lists, record);
    if (sid !== undefined) return singleContact(method, decode(sid), body, store, fault, record);
    return bulkWrite(method, body, store, fault, record);
  } catch (error) {
    if (error instanceof UnreadableBody) return refusal(method, 400, apiErrors.unreadableBody(error.message));
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableBody(text ? 'invalid character in the JSON text' : 'unexpected EOF');
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
