import type { ExotelError, ReplyItem } from './answer';
import { toExotelError } from './readError';
import type { ToPlainText } from './plainText';
import { itemSchema } from './replySchema';

/** Reads one entry of `response`; what contradicts itself or cannot be read is `unclear`, never a guess. */
export function readItem(value: unknown, toPlainText: ToPlainText): ReplyItem {
  return readPlainSuccess(value) ?? readWithCare(value, toPlainText);
}

/** A success as the reference's sample shows it. Nearly all items are such, and need no schema: a reply has thousands. */
function readPlainSuccess(value: unknown): ReplyItem | undefined {
  const { code, status, error_data, data } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (code !== 200 || status !== 'success' || error_data !== null || typeof data !== 'object' || data === null) return;
  const { sid, number } = data as { readonly sid?: unknown; readonly number?: unknown };
  if (typeof sid !== 'string' || !/^[0-9a-f]{32}$/.test(sid)) return;
  const isNumber = typeof number === 'string' && plainNumber.test(number);
  return { result: 'success', code: 200, sid, ...(isNumber && { number }) };
}

/** As people and networks write phone numbers, and no room for anything else that a server may send. */
const plainNumber = /^\+?[\d\s().-]{1,40}$/;

function readWithCare(value: unknown, toPlainText: ToPlainText): ReplyItem {
  const parsed = itemSchema.safeParse(value);
  if (!parsed.success) return { result: 'unclear' };
  const { code, status, data, error_data } = parsed.data;
  const error = error_data ? toExotelError(error_data, toPlainText) : undefined;
  return {
    result: resultOf(code ?? undefined, status ?? undefined, error),
    ...(typeof code === 'number' && { code }),
    // A sid that would have to be cleaned could become another contact's: none is better.
    ...(data?.sid !== undefined && toPlainText(data.sid) === data.sid && { sid: data.sid }),
    ...(data?.number !== undefined && plainNumber.test(data.number) && { number: data.number }),
    ...(error && { error }),
  };
}

function resultOf(code: number | undefined, status: string | undefined, error: ExotelError | undefined) {
  const byCode =
    code === undefined ? undefined : code >= 200 && code < 300 ? 'success' : code >= 400 ? 'failure' : 'odd';
  const byStatus = status === undefined ? undefined : status === 'success' || status === 'failure' ? status : 'odd';
  const result = byCode ?? byStatus;
  if (result === undefined || result === 'odd' || (byStatus !== undefined && byStatus !== result)) return 'unclear';
  return result === 'success' && error ? 'unclear' : result;
}
