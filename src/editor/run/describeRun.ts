import { Uri } from 'vscode';
import { operationWords } from '../../core/run/operation';
import { regions } from '../../api/region';
import { count, numberText } from '../../core/count';
import { countDone, doneVerdicts, type Totals } from '../../core/outcome';
import { rowStateLabels } from '../../core/results/rowState';
import type { JournalGlance } from '../../core/journal/glanceAtJournal';
import { fileLabel } from '../fileLabel';

/**
 * A run as an entry of a list.
 * @param isOn in this window or another one
 * @param files of all entries
 */
export function describeRun(run: JournalGlance, isOn = false, files: readonly Uri[] = []) {
  const { file, operation, target, startedAt, state, totals } = run;
  const icon = isOn
    ? 'sync'
    : state === 'interrupted'
      ? 'warning'
      : totals && countDone(totals) === totals.total
        ? 'pass'
        : 'error';
  return {
    label: fileLabel(Uri.parse(file.uri), files),
    icon,
    description: `${regions[target.region].label} (${target.accountSid}), ${new Date(startedAt).toLocaleString()}`,
    detail: `${operationWords[operation.kind].verb}: ${describeState(run, isOn)}`,
  };
}

function describeState(run: Pick<JournalGlance, 'state' | 'totals'>, isOn: boolean): string {
  const { state, totals } = run;
  if (isOn) return 'running';
  if (totals) return describeTotals(totals);
  return state === 'closed' ? 'interrupted, then resumed or discarded' : 'interrupted';
}

/** "116 of 120 rows updated; 2 rejected, 2 invalid". */
export function describeTotals(totals: Totals): string {
  const others = [
    [totals.rejected, 'rejected'],
    [totals.invalid, 'invalid'],
    [totals.notSent, 'not sent'],
    [totals.unknown, 'unknown'],
  ] as const;
  const rest = others.flatMap(([rows, word]) => (rows > 0 ? `${numberText(rows)} ${word}` : []));
  const [[rows, word], ...more] = counted(totals) as [Counted, ...Counted[]];
  const head = [`${numberText(rows)} of ${count(totals.total, 'row')} ${word}`, ...more.map(textOf)].join(', ');
  return rest.length > 0 ? `${head}; ${rest.join(', ')}` : head;
}

/** "11,980 created, 20 already there". */
export function describeDone(totals: Totals): string {
  return counted(totals).map(textOf).join(', ');
}

type Counted = readonly [rows: number, word: string];

/** The rows that went through, by verdict: the first one always, the others where there are any. */
function counted(totals: Totals): Counted[] {
  return doneVerdicts
    .flatMap((verdict): Counted[] => {
      const rows = totals[verdict];
      return rows === undefined ? [] : [[rows, rowStateLabels[verdict].toLowerCase()]];
    })
    .filter(([rows], index) => rows > 0 || index === 0);
}

const textOf = ([rows, word]: Counted) => `${numberText(rows)} ${word}`;
