import * as z from 'zod/mini';
import { regionIds } from '../../api/region';
import type { DownloadMark } from '../../core/download/downloadMark';

const count = z.int().check(z.nonnegative());

/** What is kept of a download while it is not over: how far it has come, and no contact. */
export const downloadSchema = z.object({
  /** URI of the file that is asked for. */
  to: z.string(),
  target: z.object({ region: z.enum(regionIds), origin: z.string(), accountSid: z.string() }),
  list: z.optional(z.string()),
  limit: z.optional(z.int().check(z.positive())),
  /** Contacts that there are, where they were counted. */
  total: z.optional(count),
  startedAt: z.number(),
  /** Requests so far, counting included. */
  requests: count,
  state: z.object({ next: count, contacts: count, unread: count, isOver: z.boolean() }),
  /** The partial file with the contacts of this state: see `PartialProof`. */
  bytes: count,
  digest: z.optional(z.string()),
});

export type DownloadRecord = z.infer<typeof downloadSchema>;

/** What the file says of itself while the download is not over. */
export function markOf({ target, list, limit, startedAt, state }: DownloadRecord): DownloadMark {
  const { region, origin, accountSid: account } = target;
  const unread = state.unread || undefined;
  return { region, ...(region === 'custom' && { origin }), account, list, first: limit, begun: startedAt, unread };
}
