import { update } from '../../core/run/operation';
import type { RunSummary } from '../../core/run/summary';
import { filesOfCommand } from '../filesOfCommand';
import { requireTrust } from '../requireTrust';
import { startRun, type RunParts } from '../run/startRun';

/**
 * Sends the contacts of one file or several, and gives one verdict for every row.
 * @returns the summary of the run; for several files one for each run
 */
export async function updateContacts(
  parts: RunParts,
  clicked?: unknown,
  selected?: unknown,
): Promise<RunSummary | readonly RunSummary[]> {
  requireTrust();
  const files = await filesOfCommand(parts.shown, clicked, selected);
  const summaries = await startRun(parts, update, files);
  return files.length === 1 ? summaries[0]! : summaries;
}
