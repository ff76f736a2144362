import type { Distortion } from './faults';
import { failure, type Envelope, type Item, type Reply } from './envelope';

const foreignSid = 'f0'.repeat(16);

/** Spoils a good reply in the ways named; a refusal passes untouched. */
export function distort(reply: Reply, distortions: readonly Distortion[]): Reply {
  if (distortions.length === 0 || reply.status >= 300 || typeof reply.body === 'string') return reply;
  let { status } = reply;
  const body = { ...(reply.body as Envelope) };
  for (const distortion of distortions) {
    const items = Array.isArray(body.response) ? body.response : [body.response];
    switch (distortion) {
      case 'status200':
        status = body.http_code = 200;
        break;
      case 'noFailedCount':
        if (body.metadata) body.metadata = { total: body.metadata.total, success: body.metadata.success };
        break;
      case 'noMetadata':
        delete body.metadata;
        break;
      case 'objectForList':
        if (items[0]) body.response = items[0];
        break;
      default:
        body.response = distortItems(items, distortion);
    }
  }
  return { ...reply, status, body };
}

function distortItems(
  items: Item[],
  distortion: Exclude<Distortion, 'status200' | 'noFailedCount' | 'noMetadata' | 'objectForList'>,
): Item[] {
  switch (distortion) {
    case 'shuffled':
      // Turned by one place rather than at random, so that a test of two or more items always sees a change.
      return [...items.slice(1), ...items.slice(0, 1)];
    case 'short':
      return items.slice(0, -1);
    case 'long':
      return [...items, ...items.slice(-1)];
    case 'foreignSid':
      return items.map((item, index) => (index === 0 ? withSid(item, foreignSid) : item));
    case 'prototypeSids':
      return items.map((item, index) => withSid(item, index % 2 ? 'constructor' : '__proto__'));
    case 'dataAbsent':
      return items.map(({ data: _, ...item }) => item);
    case 'dataNull':
      return items.map((item) => ({ ...item, data: null }));
    case 'sidOnly':
      return items.map((item) =>
        item.status === 'failure' && item.data?.sid !== undefined ? { ...item, data: { sid: item.data.sid } } : item,
      );
    case 'contradictory':
      return items.map((item) => ({ ...item, status: item.status === 'success' ? 'failure' : 'success' }));
    case 'failed':
      return items.map(() => failure(500, { message: 'Internal error', description: 'Try again' }));
    case 'errorData':
      return items.map((item) => ({
        ...item,
        error_data: { message: 'Partial', description: 'Some data is missing' },
      }));
    case 'markup':
      return items.map((item) =>
        item.error_data
          ? {
              ...item,
              error_data: {
                ...item.error_data,
                message: `<img src=x onerror=alert(1)>Not\u0000 \u001b[31mFound\u202e`,
                description: `<b>Contact</b>\r\nnot found <script>alert(1)</script>`,
              },
            }
          : item,
      );
  }
}

const withSid = (item: Item, sid: string): Item => ({ ...item, data: { ...item.data, sid } });
