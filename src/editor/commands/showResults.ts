import type { ResultsPanel } from '../results/resultsPanel';
import type { ShownResults } from '../results/shownResults';

/** Shows the run that is on, else the last one, also after a reload; or the run that the caller names. */
export async function showResults(shown: ShownResults, panel: ResultsPanel, runId?: unknown): Promise<void> {
  await (typeof runId === 'string' ? shown.open(runId) : shown.openLast());
  panel.show(true);
}
