import type { RunSummary } from '../../core/run/summary';
import { fileOfCommand } from '../filesOfCommand';
import { requireTrust } from '../requireTrust';
import { startRun, type RunParts } from '../run/startRun';

/** Deletes the contacts of one file from Exotel, one request each. */
export async function deleteContacts(parts: RunParts, clicked?: unknown): Promise<RunSummary> {
  requireTrust();
  const file = await fileOfCommand(parts.shown, clicked);
  const [summary] = await startRun(parts, { kind: 'delete' }, [file]);
  return summary!;
}
