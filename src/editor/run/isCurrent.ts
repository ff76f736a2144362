import { openDocument } from '../openDocument';
import type { CheckedContacts } from '../readContacts';

/** Whether the file still is what was read. */
export function isCurrent({ uri, version }: CheckedContacts): Promise<boolean> {
  return Promise.resolve(openDocument(uri)?.version === version);
}
