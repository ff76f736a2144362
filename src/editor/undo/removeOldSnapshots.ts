import type { JournalFiles } from '../journal/journalFiles';
import { readSetting } from '../settings';
import type { SnapshotFiles } from './snapshotFiles';

/**
 * Deletes the snapshots whose time is over, and the runs that were kept for them: at every start, since no other moment is sure to come.
 */
export async function removeOldSnapshots(snapshots: SnapshotFiles, journals: JournalFiles): Promise<void> {
  const removed = await snapshots.prune(readSetting('keepSnapshotsDays'), Date.now());
  if (removed > 0) await journals.prune(readSetting('keepRuns'));
}
