import * as z from 'zod/mini';
import type { FromPage } from '../../protocol';

const id = z.string().check(z.minLength(1));
const row = z.int().check(z.nonnegative());

const schema: z.ZodMiniType<FromPage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('stop'), id }),
  z.object({ type: z.literal('show'), id }),
  z.object({ type: z.literal('retryFailed'), id }),
  z.object({ type: z.literal('checkAgain'), id }),
  z.object({ type: z.literal('reveal'), id, row, focus: z.boolean() }),
  z.object({ type: z.literal('readTexts'), id, rows: z.array(row).check(z.maxLength(1000)) }),
  z.object({ type: z.literal('findRows'), id, text: z.string() }),
  z.object({ type: z.literal('sortRows'), id, column: z.enum(['sid', 'message']), descending: z.boolean() }),
]);

/** Checks a message from the results page; undefined when it is none that the page sends. */
export function readPageMessage(message: unknown): FromPage | undefined {
  return schema.safeParse(message).data;
}
