import type * as z from 'zod/mini';
import type { ExotelError } from './answer';
import { parseReply } from './parseReply';
import type { ToPlainText } from './plainText';
import { errorDataSchema } from './replySchema';

/**
 * Finds the server's words in the body of a refused request: v2's `error_data` in an object or an array, `response.error` of
 * the rate limiter, v1's `RestException`, else the text itself, which may be a gateway's HTML.
 */
export function readError(text: string, toPlainText: ToPlainText): ExotelError {
  const parsed = parseReply(text);
  const body = 'value' in parsed ? parsed.value : undefined;
  const response = part(body, 'response');
  const first = Array.isArray(response) ? (response[0] as unknown) : undefined;
  const candidates = [
    part(response, 'error_data'),
    part(first, 'error_data'),
    part(response, 'error'),
    part(first, 'error'),
    lowerCased(part(body, 'RestException')),
  ];
  for (const candidate of candidates) {
    const data = errorDataSchema.safeParse(candidate);
    const error = data.success ? toExotelError(data.data, toPlainText) : undefined;
    if (error) return error;
  }
  const message = toPlainText(withoutScripts(text));
  return message ? { message } : {};
}

/** @returns undefined where `error_data` says nothing at all */
export function toExotelError(
  data: z.infer<typeof errorDataSchema>,
  toPlainText: ToPlainText,
): ExotelError | undefined {
  const message = data.message && toPlainText(data.message);
  const description = data.description && toPlainText(data.description);
  if (data.code === undefined && !message && !description) return undefined;
  return {
    ...(data.code !== undefined && { code: data.code }),
    ...(message && { message }),
    ...(description && { description }),
  };
}

function part(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** v1 writes `Message` and `Code`. */
function lowerCased(exception: unknown): unknown {
  if (typeof exception !== 'object' || exception === null) return undefined;
  return { code: part(exception, 'Code'), message: part(exception, 'Message') };
}

function withoutScripts(html: string): string {
  return html.slice(0, 20_000).replace(/<(script|style)\b[^]*?(<\/\1\s*>|$)/gi, '');
}
