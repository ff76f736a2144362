import type { RunSummary } from '../../core/run/summary';
import { runFiles } from '../run/runFiles';
import type { RunParts } from '../run/startRun';

/** Sends the rows of one file or several that have a number and no sid as new contacts, and writes their sids into the file. */
export function createContacts(
  parts: RunParts,
  clicked?: unknown,
  selected?: unknown,
): Promise<RunSummary | readonly RunSummary[]> {
  return runFiles(parts, { kind: 'create' }, clicked, selected);
}
