import type { JournalGlance } from '../../core/journal/glanceAtJournal';
import type { JournalFiles } from './journalFiles';

/** The runs that can be resumed, the newest first. */
export async function interruptedRuns(journals: JournalFiles): Promise<JournalGlance[]> {
  const runs: JournalGlance[] = [];
  for (const runId of await journals.list()) {
    const run = await journals.interrupted(runId);
    if (run) runs.push(run);
  }
  return runs;
}
