import type { ResultsPanel } from '../results/resultsPanel';

/** Copies the rows that are selected on the results page, with headings. */
export function copyRows(panel: ResultsPanel): void {
  panel.choose('copy');
}
