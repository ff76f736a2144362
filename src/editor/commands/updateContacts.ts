import { update } from '../../core/run/operation';
import type { RunSummary } from '../../core/run/summary';
import { runFiles } from '../run/runFiles';
import type { RunParts } from '../run/startRun';

/** Sends the contacts of one file or several, and gives one verdict for every row. */
export function updateContacts(
  parts: RunParts,
  clicked?: unknown,
  selected?: unknown,
): Promise<RunSummary | readonly RunSummary[]> {
  return runFiles(parts, update, clicked, selected);
}
