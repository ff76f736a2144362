import type { ResultsPanel } from '../results/resultsPanel';

/** Copies the SIDs of the rows that are selected on the results page. */
export function copySids(panel: ResultsPanel): void {
  panel.choose('copySids');
}
