import { requireTrust } from '../requireTrust';
import { undoUpdate, type UndoParts, type UndoResult } from '../undo/undoUpdate';

/**
 * Opens a file that takes an update back. Sends nothing but requests that read.
 * @param runId of the update; without, that of the results panel in front, or one that the user picks
 * @param options `{ from }`: `snapshot`, or the Uri of a file downloaded before the update; asked for where it is missing
 */
export async function undoRun(parts: UndoParts, runId?: unknown, options?: unknown): Promise<UndoResult> {
  requireTrust();
  return undoUpdate(parts, runId, (options as { readonly from?: unknown } | undefined)?.from);
}
