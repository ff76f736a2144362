import { apiErrors } from './apiErrors';
import { bulkWrite } from './bulkWrite';
import type { ContactLists } from './contactLists';
import { UnreadableBody } from './contactInput';
import type { ContactStore } from './contactStore';
import { refusal } from './envelope';
import type { Reply } from './envelope';
import type { Fault } from './faults';
import { listContacts } from './listContacts';
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
  const [path = '', query = ''] = request.target.split('?', 2);
  const [, accountSid, sid] = /^\/v2\/accounts\/([^/]+)\/contacts(?:\/([^/]+))?$/.exec(path) ?? [];
  if (accountSid === undefined) return refusal(method, 404, apiErrors.notFound('Resource'));
  // Another account with good credentials: not documented (inferred).
  if (accountSid !== sandboxCredentials.accountSid) return refusal(method, 404, apiErrors.notFound('Account'));
  if (sid === undefined && method === 'GET') return listContacts(new URLSearchParams(query), store, lists, fault);
  if (method !== 'PUT' && method !== 'POST') {
    if (sid === undefined) return refusal(method, 405, apiErrors.invalid('Method not allowed'));
    return singleContact(method, decode(sid), undefined, store, record);
  }
  if (!/^application\/json\b/i.test(request.contentType)) {
    return refusal(method, 415, apiErrors.contentType(request.contentType));
  }
  if (request.body === undefined) {
    return refusal(method, 413, apiErrors.invalid('The request body is too large'));
  }
  try {
    const body = parse(request.body);
    if (sid !== undefined) return singleContact(method, decode(sid), body, store, record);
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
