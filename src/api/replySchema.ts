import * as z from 'zod';
import { replyLimits } from './replyLimits';

const wholeNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);

const text = z.string().optional().catch(undefined);

/** Exotel's `error_data`; whatever of it cannot be read counts as absent. */
export const errorDataSchema = z.object({
  code: wholeNumber.optional().catch(undefined),
  message: text,
  description: text,
});

/**
 * One entry of `response`. A failure of an update has no `data`, one of a creation has the known contact's; sibling APIs
 * send `data: null`. A `code` or `status` of another type makes the item unreadable.
 */
export const itemSchema = z.object({
  code: wholeNumber.nullish(),
  status: z.string().nullish(),
  data: z.object({ sid: text }).nullish().catch(undefined),
  error_data: errorDataSchema.nullish().catch(undefined),
});

const count = wholeNumber.optional().catch(undefined);

/** The envelope: an array of items, or one item as an object where Exotel answers about a single resource. */
export const envelopeSchema = z.object({
  request_id: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .catch(undefined),
  metadata: z.object({ total: count, success: count, failed: count }).nullish().catch(undefined),
  response: z.union([
    z.array(z.unknown()).max(replyLimits.items),
    z.record(z.string(), z.unknown()).transform((item) => [item]),
  ]),
});
