import type { Operation } from '../../core/run/operation';
import type { RunSummary } from '../../core/run/summary';
import { filesOfCommand } from '../filesOfCommand';
import { requireTrust } from '../requireTrust';
import { startRun, type RunParts } from './startRun';

/**
 * Runs an operation on the files that a command was called on, one run each.
 * @returns the summary of the run; for several files one for each run
 */
export async function runFiles(
  parts: RunParts,
  operation: Operation,
  clicked: unknown,
  selected: unknown,
): Promise<RunSummary | readonly RunSummary[]> {
  requireTrust();
  const files = await filesOfCommand(parts.shown, clicked, selected);
  const summaries = await startRun(parts, operation, files);
  return files.length === 1 ? summaries[0]! : summaries;
}
