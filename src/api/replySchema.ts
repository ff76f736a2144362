import * as z from 'zod/mini';
import { replyLimits } from './replyLimits';

const wholeNumber = z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number))]);

const text = orAbsent(z.string());

/** Exotel's `error_data`; whatever of it cannot be read counts as absent. */
export const errorDataSchema = z.object({
  code: orAbsent(wholeNumber),
  message: text,
  description: text,
});

/**
 * One entry of `response`. A failure of an update has no `data`, one of a creation has the known contact's; sibling APIs
 * send `data: null`. A `code` or `status` of another type makes the item unreadable.
 */
export const itemSchema = z.object({
  code: z.nullish(wholeNumber),
  status: z.nullish(z.string()),
  data: orAbsent(z.nullable(z.object({ sid: text, number: text }))),
  error_data: orAbsent(z.nullable(errorDataSchema)),
});

const count = orAbsent(wholeNumber);

/** The envelope: an array of items, or one item as an object where Exotel answers about a single resource. */
export const envelopeSchema = z.object({
  request_id: orAbsent(z.string().check(z.regex(/^[\w-]{1,64}$/))),
  metadata: orAbsent(z.nullable(z.object({ total: count, success: count, failed: count }))),
  response: z.union([
    z.array(z.unknown()).check(z.maxLength(replyLimits.items)),
    z.pipe(
      z.record(z.string(), z.unknown()),
      z.transform((item) => [item]),
    ),
  ]),
});

/** What cannot be read counts as absent. */
function orAbsent<T extends z.ZodMiniType>(schema: T) {
  return z.catch(z.optional(schema), undefined);
}
