import { CancellationError, ProgressLocation, window } from 'vscode';
import { countContacts } from '../../core/remote/countContacts';
import { placeOf } from '../region/endpoint';
import type { ChosenTarget } from '../region/chooseTarget';
import { openReader } from './openReader';

/**
 * Counts the contacts of an account or list, so that the cost of reading them can be named first.
 * @returns how many there are, and how many requests it took to find out
 * @throws UserError when Exotel cannot be read; CancellationError when the user cancels
 */
export async function countBefore(chosen: ChosenTarget, list?: string): Promise<{ total: number; requests: number }> {
  const stop = new AbortController();
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: `Counting the contacts ${placeOf(chosen.target)} (${chosen.target.accountSid})`,
      cancellable: true,
    },
    async (_progress, cancelled) => {
      cancelled.onCancellationRequested(() => stop.abort());
      const reader = await openReader(chosen, stop.signal);
      const total = await countContacts(reader, list);
      if (total === undefined) throw new CancellationError();
      return { total, requests: reader.asker.requests };
    },
  );
}
