import { randomUUID } from 'crypto';
import type { StoredContact } from './contactStore';

/** `error_data` of a failure. */
export interface ErrorData {
  readonly code?: number;
  readonly message: string;
  readonly description: string;
}

/** A contact, or what is returned of a list or of a contact in one. */
export type ItemData = Partial<StoredContact> & { name?: string; list_id?: string };

/** One entry of `response`; a failure has no `data` key at all, as in the reference's sample reply. */
export interface Item {
  code?: number;
  error_data?: ErrorData | null;
  status?: string;
  data?: ItemData | null;
}

/** The body of every reply. */
export interface Envelope {
  request_id: string;
  method: string;
  http_code: number;
  metadata?: { failed?: number; total: number; success: number };
  response: Item[] | Item;
}

/** What goes back to the caller: an envelope as JSON, or a text as it is. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Envelope | object | string;
}

export const success = (data: ItemData): Item => ({ code: 200, error_data: null, status: 'success', data });

export const failure = (code: number, error_data: ErrorData): Item => ({ code, error_data, status: 'failure' });

const envelope = (method: string, http_code: number) => ({
  request_id: randomUUID().replaceAll('-', ''),
  method,
  http_code,
});

/** 207 when an item failed, as in the reference's sample; 200 when none did (inferred: pages disagree). */
export function bulkReply(method: string, items: Item[]): Reply {
  const failed = items.filter(({ status }) => status === 'failure').length;
  const status = failed ? 207 : 200;
  const metadata = { failed, total: items.length, success: items.length - failed };
  return { status, body: { ...envelope(method, status), metadata, response: items } };
}

/** One item as an object, without `metadata`: the shape of Exotel's other v2 resources (inferred for contacts). */
export function singleReply(method: string, item: Item): Reply {
  const status = item.code ?? 200;
  return { status, body: { ...envelope(method, status), response: item } };
}

/** A page of contacts or lists; no `metadata`, since its keys are not documented. */
export function pageReply(method: string, entries: readonly ItemData[]): Reply {
  return { status: 200, body: { ...envelope(method, 200), response: entries.map(success) } };
}

/** A refusal of the whole request. */
export function refusal(method: string, status: number, error_data: ErrorData): Reply {
  const response: Item = { code: status, error_data, status: 'failure', data: null };
  return { status, body: { ...envelope(method, status), response } };
}
