import * as z from 'zod/mini';
import type { RemoteList } from './answer';
import { plainSid } from './plainSid';
import type { ToPlainText } from './plainText';

const itemSchema = z.object({
  data: z.object({ sid: z.string().check(z.regex(plainSid)), name: z.string() }),
});

/** Reads one entry of a reply about lists; undefined where it is not a list that has a sid and a name. */
export function readRemoteList(value: unknown, toPlainText: ToPlainText): RemoteList | undefined {
  const item = itemSchema.safeParse(value);
  if (!item.success) return undefined;
  const { sid, name } = item.data.data;
  return { sid, name: toPlainText(name) };
}
