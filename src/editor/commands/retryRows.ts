import type { ResultsPanel } from '../results/resultsPanel';

/** Retries the rows that are selected on the results page. */
export function retryRows(panel: ResultsPanel): void {
  panel.choose('retry');
}
