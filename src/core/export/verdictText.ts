import { rowStateLabels } from '../results/rowState';
import type { ExportedRow } from './exportedRow';
import { timeText } from './headLines';

/** "Updated", or where a later run kept the verdict "Updated in the run of 2026-03-31 09:30:00 UTC". */
export function verdictText({ verdict, keptFrom }: Pick<ExportedRow, 'verdict' | 'keptFrom'>): string {
  const label = rowStateLabels[verdict];
  return keptFrom ? `${label} in the run of ${timeText(keptFrom.startedAt)}` : label;
}
