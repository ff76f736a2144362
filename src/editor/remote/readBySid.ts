import { sidKey } from '../../core/contact';
import { numberText } from '../../core/count';
import { countContacts } from '../../core/remote/countContacts';
import { readContacts } from '../../core/remote/readContacts';
import { cheaperWay, isWorthCounting } from '../../core/remote/readingCost';
import { showWhenLong } from '../files/showWhenLong';
import type { ChosenTarget } from '../region/chooseTarget';
import { openReader } from './openReader';

/** Contacts as Exotel has them. What is in neither could not be read. */
export interface RemoteContacts {
  /** By `sidKey`: the whole contact as JSON text. */
  readonly found: ReadonlyMap<string, string>;
  /** `sidKey` of those that Exotel does not have. */
  readonly missing: ReadonlySet<string>;
  readonly requests: number;
}

/**
 * Reads contacts by sid in the cheaper way, with progress and Cancel.
 * @param sids no two of them equal
 * @throws UserError when Exotel cannot be read; CancellationError when the user cancels
 */
export async function readBySid(chosen: ChosenTarget, sids: readonly string[], title: string): Promise<RemoteContacts> {
  return showWhenLong(title, async (stop, report) => {
    const found = new Map<string, string>();
    const missing = new Set<string>();
    let waiting = '';
    const show = () => {
      const done = found.size + missing.size;
      const message = `${numberText(done)} of ${numberText(sids.length)}${waiting}`;
      report({ message, fraction: done / Math.max(1, sids.length) });
    };
    const reader = await openReader(chosen, stop, (wait) => {
      waiting = wait ? ` (waiting: ${wait.why})` : '';
      show();
    });
    const total = isWorthCounting(sids.length) ? await countContacts(reader) : undefined;
    stop.throwIfAborted();
    const reading = { kind: 'sids', sids, way: cheaperWay(sids.length, total) } as const;
    for await (const part of readContacts(reading, reader)) {
      for (const { sid, text } of part.contacts) found.set(sidKey(sid), text);
      for (const sid of part.missing) missing.add(sidKey(sid));
      show();
    }
    stop.throwIfAborted();
    return { found, missing, requests: reader.asker.requests };
  });
}
