import { readSetting } from '../settings';
import type { SnapshotFiles } from './snapshotFiles';

/** Deletes the snapshots whose time is over: at every start, since no other moment is sure to come. */
export async function removeOldSnapshots(snapshots: SnapshotFiles): Promise<void> {
  await snapshots.prune(readSetting('keepSnapshotsDays'), Date.now());
}
