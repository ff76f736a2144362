import type { RunSummary } from '../../core/run/summary';
import { filesOfCommand } from '../filesOfCommand';
import { requireTrust } from '../requireTrust';
import { startRun, type RunParts } from '../run/startRun';

/**
 * Sends the rows of one file or several that have a number and no sid as new contacts, and writes their sids into the file.
 * @returns the summary of the run; for several files one for each run
 */
export async function createContacts(
  parts: RunParts,
  clicked?: unknown,
  selected?: unknown,
): Promise<RunSummary | readonly RunSummary[]> {
  requireTrust();
  const files = await filesOfCommand(parts.shown, clicked, selected);
  const summaries = await startRun(parts, { kind: 'create' }, files);
  return files.length === 1 ? summaries[0]! : summaries;
}
