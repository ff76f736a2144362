import type { RunSummary } from '../../core/run/summary';
import { fileOfCommand } from '../filesOfCommand';
import { requireTrust } from '../requireTrust';
import { startUpdate, type UpdateParts } from '../run/startUpdate';

/** Sends the contacts of a file, and gives one verdict for every row. */
export async function updateContacts(parts: UpdateParts, file?: unknown): Promise<RunSummary> {
  requireTrust();
  return startUpdate(parts, await fileOfCommand(parts.shown, file));
}
