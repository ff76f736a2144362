import type { Target } from '../../api/region';
import { count, numberText } from '../../core/count';
import { isStillSent } from '../../core/preview/isStillSent';
import { finishInSlices } from '../../core/steps';
import type { CheckedContacts } from '../readContacts';
import type { PreviewView } from '../results/previewView';
import { isSameTarget } from '../../core/run/continuedTarget';

/** What a preview says of an update that is about to be sent. */
export interface PreviewUse {
  /** For the question, a line each. */
  readonly lines: readonly string[];
  /** Rows that would change nothing, as Exotel said. */
  readonly unchanged: readonly number[];
}

const mostLines = 10;
const freshForMs = 60 * 60_000;

/** @param isOver an update has started since */
export async function usePreview(
  { facts, rows }: PreviewView,
  isOver: boolean,
  contacts: CheckedContacts,
  target: Target,
): Promise<PreviewUse> {
  const { preview } = facts;
  const minutes = Math.floor((Date.now() - facts.at) / 60_000);
  const why = isOver
    ? 'an update has started since'
    : facts.target && !isSameTarget(facts.target, target)
      ? 'it was of another region or account'
      : Date.now() - facts.at > freshForMs
        ? 'it is more than an hour old'
        : !(await finishInSlices(isStillSent(facts.contacts.checked, contacts.checked)))
          ? 'the file was edited'
          : undefined;
  if (why !== undefined) return { lines: [`Preview: out of date, ${why}`], unchanged: [] };
  const { changed, same, missing, unread } = preview.totals;
  const age = minutes < 1 ? 'just now' : `${count(minutes, 'minute')} ago`;
  const lines = [
    `Preview ${age}, with ${facts.against}: ${numberText(changed)} change, ${numberText(same)} stay the same, ` +
      `${numberText(missing)} missing, ${numberText(unread)} not read`,
  ];
  if (missing > 0) {
    const some: string[] = [];
    for (const row of preview.rowsThat('missing')) if (some.push(numberText(rows.line(row))) === mostLines) break;
    const more = missing > some.length ? ` and ${numberText(missing - some.length)} more` : '';
    lines.push(`Unknown to Exotel: line${missing === 1 ? '' : 's'} ${some.join(', ')}${more}`);
  }
  return { lines, unchanged: facts.target ? [...preview.rowsThat('same')] : [] };
}
