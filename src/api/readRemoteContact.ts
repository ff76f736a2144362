import type { RemoteContact } from './answer';
import { plainSid } from './plainSid';
import { readItem } from './readItem';

/**
 * Reads one entry of a reply to GET. Its shape is inferred: no page shows one, but that of the reply to an update, where the contact is
 * under `data`, is the same in all of Exotel's v2 resources.
 * @returns undefined for what is not a contact, or not a success
 */
export function readRemoteContact(item: unknown, textOf: (part: unknown) => string): RemoteContact | undefined {
  const { result, sid } = readItem(item, (text) => text);
  if (result !== 'success' || sid === undefined || !plainSid.test(sid)) return undefined;
  return { sid, text: textOf((item as { readonly data: object }).data) };
}
