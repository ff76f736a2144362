import type { RunSummary } from '../../core/run/summary';
import { update } from '../../core/run/operation';
import { readSids, rowsOfSids } from '../chosenContacts';
import { fileOfCommand } from '../filesOfCommand';
import { commandId } from '../ids';
import { requireTrust } from '../requireTrust';
import { startRun, type RunParts } from '../run/startRun';

/** Updates some contacts of a file; the others are not sent. @param sids theirs */
export async function updateRows(parts: RunParts, file: unknown, sids: unknown): Promise<RunSummary> {
  requireTrust();
  const chosen = readSids(sids, 'sent');
  const uri = await fileOfCommand(parts.shown, file);
  const [summary] = await startRun(parts, update, [uri], {
    only: {
      rowsIn: (contacts) => rowsOfSids(contacts, chosen, 'sent'),
      runAgain: { command: commandId('updateRows'), arguments: [uri, chosen] },
    },
  });
  return summary!;
}
