import type { RunSummary } from '../../core/run/summary';
import { readSids } from '../chosenContacts';
import { fileOfCommand } from '../filesOfCommand';
import { requireTrust } from '../requireTrust';
import { startUpdate, type UpdateParts } from '../run/startUpdate';

/** Updates some contacts of a file; the others are not sent. @param sids theirs */
export async function updateRows(parts: UpdateParts, file: unknown, sids: unknown): Promise<RunSummary> {
  requireTrust();
  const chosen = readSids(sids, 'sent');
  const [summary] = await startUpdate(parts, [await fileOfCommand(parts.shown, file)], undefined, chosen);
  return summary!;
}
