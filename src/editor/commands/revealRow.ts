import type { ResultsPanel } from '../results/resultsPanel';

/** Leads from the current row of the results page to its line in the file. */
export function revealRow(panel: ResultsPanel): void {
  panel.choose('reveal');
}
