import { CancellationError } from 'vscode';
import { count } from '../../core/count';
import type { JournalFiles } from '../journal/journalFiles';
import { readSetting } from '../settings';
import type { SnapshotFiles } from '../undo/snapshotFiles';
import { window } from '../window';

/** Removes all snapshots of this machine but those of active runs, after asking, and the runs that were kept for them. */
export async function clearSnapshots(snapshots: SnapshotFiles, journals: JournalFiles): Promise<void> {
  const found = await snapshots.count();
  if (found === 0) {
    void window.showInformationMessage('There are no snapshots.');
    return;
  }
  const remove = 'Remove';
  const answer = await window.showWarningMessage(
    `Remove ${count(found, 'snapshot')} from this machine?`,
    { modal: true, detail: 'The updates that they were taken for can then be undone only from a downloaded file.' },
    remove,
  );
  if (answer !== remove) throw new CancellationError();
  const removed = await snapshots.removeAll();
  await journals.prune(readSetting('keepRuns'));
  void window.showInformationMessage(`${count(removed, 'snapshot')} removed.`);
}
