import type { ResultsPanel } from '../results/resultsPanel';

/** Exports the rows that are selected on the results page. */
export function exportRows(panel: ResultsPanel): void {
  panel.choose('export');
}
