import type { JournalGlance } from '../../core/journal/glanceAtJournal';
import type { JournalFiles } from './journalFiles';

/** Older ones have been offered often enough; the history still has them. */
const mostRuns = 10;

/** The runs that came to no end and that no window works on, the newest first. */
export async function interruptedRuns(journals: JournalFiles): Promise<JournalGlance[]> {
  const runs: JournalGlance[] = [];
  for (const runId of (await journals.list()).slice(0, mostRuns)) {
    if (await journals.isLocked(runId)) continue;
    const glance = await journals.glance(runId);
    if (glance?.state === 'interrupted') runs.push(glance);
  }
  return runs;
}
