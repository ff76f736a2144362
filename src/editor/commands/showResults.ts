import type { ResultsPanel } from '../results/resultsPanel';
import type { Runs } from '../run/runs';

/** Opens the results of the last run, also after a reload; or of the run that the caller names. */
export async function showResults(runs: Runs, panel: ResultsPanel, runId?: unknown): Promise<void> {
  if (typeof runId === 'string') await runs.open(runId);
  panel.show(true);
}
