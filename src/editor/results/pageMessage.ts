import * as z from 'zod';
import type { FromPage } from '../../protocol';

const id = z.string().min(1);

const schema: z.ZodType<FromPage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('stop'), id }),
  z.object({ type: z.literal('show'), id }),
  z.object({ type: z.literal('retryFailed'), id }),
  z.object({ type: z.literal('checkAgain'), id }),
  z.object({ type: z.literal('reveal'), id, row: z.int().nonnegative(), focus: z.boolean() }),
]);

/** Checks a message from the results page; undefined when it is none that the page sends. */
export function readPageMessage(message: unknown): FromPage | undefined {
  return schema.safeParse(message).data;
}
