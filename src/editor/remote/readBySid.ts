import { sidKey } from '../../core/contact';
import { numberText } from '../../core/count';
import { countContacts } from '../../core/remote/countContacts';
import { readContacts } from '../../core/remote/readContacts';
import { cheaperWay, isWorthCounting } from '../../core/remote/readingCost';
import { showWhenLong } from '../files/showWhenLong';
import type { ChosenTarget } from '../region/chooseTarget';
import { openReader } from './openReader';

/** A contact that was asked for: as JSON text, `missing` where Exotel says that it has none, `unread` where it is not known. */
export type RemoteContact = { readonly text: string } | 'missing' | 'unread';

export interface RemoteContacts {
  /** One for each sid, in the order in which they were asked for. */
  readonly contacts: readonly RemoteContact[];
  readonly requests: number;
}

/**
 * Reads contacts by sid in the cheaper way, with progress and Cancel.
 * @param sids no two of them equal
 * @throws UserError when Exotel cannot be read; CancellationError when the user cancels
 */
export async function readBySid(chosen: ChosenTarget, sids: readonly string[], title: string): Promise<RemoteContacts> {
  return showWhenLong(title, async (stop, report) => {
    const read = new Map<string, RemoteContact>();
    let waiting = '';
    const show = () => {
      const message = `${numberText(read.size)} of ${numberText(sids.length)}${waiting}`;
      report({ message, fraction: read.size / Math.max(1, sids.length) });
    };
    const reader = await openReader(chosen, stop, (wait) => {
      waiting = wait ? ` (waiting: ${wait.why})` : '';
      show();
    });
    const total = isWorthCounting(sids.length) ? await countContacts(reader) : undefined;
    stop.throwIfAborted();
    const reading = { kind: 'sids', sids, way: cheaperWay(sids.length, total) } as const;
    for await (const part of readContacts(reading, reader)) {
      for (const { sid, text } of part.contacts) read.set(sidKey(sid), { text });
      for (const sid of part.missing) read.set(sidKey(sid), 'missing');
      show();
    }
    stop.throwIfAborted();
    const contacts = sids.map((sid) => read.get(sidKey(sid)) ?? 'unread');
    return { contacts, requests: reader.asker.requests };
  });
}
