import type { Answer } from './answer';
import type { ContactsApi, Credentials } from './contactsApi';
import { exchange } from './exchange';
import { parseReply } from './parseReply';
import { plainTextWithout } from './plainText';
import { readRateLimit } from './rateLimit';
import { readError } from './readError';
import { readItem } from './readItem';
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
 * @throws Error when the origin is not https, nor http on loopback
 */
export function createContactsApi({ origin, credentials, timeoutMs }: ContactsApiOptions): ContactsApi {
  const endpoint = parseEndpoint(origin);
  if ('problem' in endpoint) throw new Error(`The origin of the contacts API cannot be used: ${endpoint.problem}.`);
  const { apiKey, apiToken, accountSid } = credentials;
  const basic = Buffer.from(`${apiKey}:${apiToken}`).toString('base64');
  const toPlainText = plainTextWithout([apiKey, apiToken, basic, basic.replace(/=+$/, '')]);
  // Lower-case, as every URL in Exotel's reference; only `uri` inside replies is written otherwise.
  const url = `${endpoint.origin}/v2/accounts/${encodeURIComponent(accountSid)}/contacts`;

  async function send(method: 'GET' | 'PUT' | 'POST', signal?: AbortSignal, body?: Buffer, onSent?: () => void) {
    const request = {
      url: body ? url : `${url}?limit=1`,
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
    return reply.kind === 'reply' ? readAnswer(reply) : reply;
  }

  function readAnswer({
    status,
    header,
    text,
    problem,
  }: Extract<Awaited<ReturnType<typeof exchange>>, { kind: 'reply' }>): Answer {
    const rateLimit = readRateLimit(header, Date.now());
    if (status < 200 || status >= 300) {
      return { kind: 'refused', status, error: readError(text, toPlainText), rateLimit };
    }
    if (problem !== undefined) return { kind: 'unreadable', status, reason: problem };
    const parsed = parseReply(text);
    if ('problem' in parsed) return { kind: 'unreadable', status, reason: parsed.problem };
    const envelope = envelopeSchema.safeParse(parsed.value);
    if (!envelope.success) return { kind: 'unreadable', status, reason: 'it is JSON, but not a list of results' };
    const { request_id, metadata, response } = envelope.data;
    return {
      kind: 'items',
      status,
      ...(request_id !== undefined && { requestId: toPlainText(request_id) }),
      items: response.map((item) => readItem(item, toPlainText)),
      counts: metadata ?? {},
      rateLimit,
    };
  }

  return {
    updateContacts: (body, signal, onSent) => send('PUT', signal, body, onSent),
    createContacts: (body, signal, onSent) => send('POST', signal, body, onSent),
    testConnection: (signal) => send('GET', signal),
  };
}
