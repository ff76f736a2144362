import type { Target } from '../../api/region';
import { count, numberText } from '../../core/count';
import { fileLabel } from '../fileLabel';
import type { CheckedContacts } from '../readContacts';
import type { PreviewView } from '../results/previewView';
import { checkPreview } from './checkPreview';

/** What a preview says of an update that is about to be sent. */
export interface PreviewUse {
  /** For the question, a line each. */
  readonly lines: readonly string[];
  /** Rows that would change nothing, as Exotel said. */
  readonly unchanged: readonly number[];
}

const mostLines = 10;
export async function usePreview(view: PreviewView, contacts: CheckedContacts, target: Target): Promise<PreviewUse> {
  const { facts, rows } = view;
  const { preview, other } = facts;
  const why = await checkPreview(view, contacts, target);
  if (why !== undefined) return { lines: [`Preview: out of date, ${why}`], unchanged: [] };
  const { changed, same, missing, absent, unread } = preview.totals;
  const minutes = Math.floor((Date.now() - facts.at) / 60_000);
  const age = minutes < 1 ? 'just now' : `${count(minutes, 'minute')} ago`;
  const gone = other ? absent : missing;
  const lines = [
    `Preview ${age}, with ${facts.against}: ${numberText(changed)} change, ${numberText(same)} stay the same, ` +
      `${numberText(gone)} ${other ? 'not in that file' : 'missing'}, ${numberText(unread)} not read`,
  ];
  if (gone > 0) {
    const some: string[] = [];
    for (const row of preview.rowsThat(other ? 'absent' : 'missing'))
      if (some.push(numberText(rows.line(row))) === mostLines) break;
    const more = gone > some.length ? ` and ${numberText(gone - some.length)} more` : '';
    const what = other ? `Not in ${fileLabel(other)}` : 'Unknown to Exotel';
    lines.push(`${what}: line${gone === 1 ? '' : 's'} ${some.join(', ')}${more}`);
  }
  return { lines, unchanged: other ? [] : [...preview.rowsThat('same')] };
}
