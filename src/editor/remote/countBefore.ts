import { CancellationError } from 'vscode';
import { countContacts } from '../../core/remote/countContacts';
import { showWhenLong } from '../files/showWhenLong';
import type { ChosenTarget } from '../region/chooseTarget';
import { placeOf } from '../region/endpoint';
import { openReader, tellWait } from './openReader';

/**
 * Counts the contacts of an account or list, so that the cost of reading them can be named first.
 * @returns how many there are, and how many requests it took to find out
 * @throws UserError when Exotel cannot be read; CancellationError when the user cancels
 */
export async function countBefore(chosen: ChosenTarget, list?: string): Promise<{ total: number; requests: number }> {
  const { target } = chosen;
  return showWhenLong(`Counting the contacts ${placeOf(target)} (${target.accountSid})`, async (stop, report) => {
    const reader = await openReader(chosen, stop, tellWait(report));
    const total = await countContacts(reader, list);
    if (total === undefined) throw new CancellationError();
    return { total, requests: reader.asker.requests };
  });
}
