import { Uri } from 'vscode';
import { regions } from '../../api/region';
import { count, numberText } from '../../core/count';
import type { JournalGlance } from '../../core/journal/glanceAtJournal';
import { fileLabel } from '../fileLabel';

/**
 * A run as an entry of a list.
 * @param isOn in this window or another one
 * @param files of all entries
 */
export function describeRun(
  { file, target, startedAt, state, totals }: JournalGlance,
  isOn = false,
  files: readonly Uri[] = [],
) {
  const icon = isOn
    ? 'sync'
    : state === 'interrupted'
      ? 'warning'
      : totals && totals.updated === totals.total
        ? 'pass'
        : 'error';
  return {
    label: `$(${icon}) ${fileLabel(Uri.parse(file.uri), files)}`,
    description: `${regions[target.region].label} (${target.accountSid}), ${new Date(startedAt).toLocaleString()}`,
    detail: isOn
      ? 'Running'
      : totals
        ? describeTotals(totals)
        : state === 'closed'
          ? 'Interrupted, then resumed or discarded'
          : 'Interrupted',
  };
}

/** "116 of 120 rows updated; 2 rejected, 2 invalid". */
export function describeTotals(totals: NonNullable<JournalGlance['totals']>): string {
  const others = [
    [totals.rejected, 'rejected'],
    [totals.invalid, 'invalid'],
    [totals.notSent, 'not sent'],
    [totals.unknown, 'unknown'],
  ] as const;
  const rest = others.flatMap(([rows, word]) => (rows > 0 ? `${numberText(rows)} ${word}` : []));
  const { updated, total } = totals;
  const head = `${numberText(updated)} of ${count(total, 'row')} updated`;
  return rest.length > 0 ? `${head}; ${rest.join(', ')}` : head;
}
