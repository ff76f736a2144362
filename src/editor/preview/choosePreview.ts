import { CancellationError } from 'vscode';
import { count } from '../../core/count';
import { pickOne } from '../pickOne';
import type { CheckedContacts } from '../readContacts';
import type { PreviewView } from '../results/previewView';
import { selectedRows, selectionIn } from '../selectedRows';
import type { PreviewRequest } from './previewRequest';
import { window, type PickItem } from '../window';

const title = 'Exotel Contacts: Preview Changes';
const firstRows = 20;

/**
 * Asks what to compare with.
 * @param kept the last preview of the file
 * @returns `kept` to show that one again
 * @throws CancellationError when the user backs out
 */
export async function choosePreview(
  contacts: CheckedContacts,
  kept: PreviewView | undefined,
): Promise<PreviewRequest | 'kept'> {
  const { checked } = contacts;
  const selected = selectedRows(contacts, selectionIn(contacts.uri), 'read') ?? [];
  const items: (PickItem & { ask: () => Promise<PreviewRequest | 'kept'> })[] = [
    ...(kept ? [{ ...describeKept(kept), ask: () => Promise.resolve('kept' as const) }] : []),
    {
      label: 'With Exotel as it is now',
      icon: 'cloud',
      description: `all rows, ${count(checked.sendable, 'contact')}; the cost is shown first`,
      ask: async () => ({ against: 'exotel' }),
    },
  ];
  if (selected.length > 0) {
    items.push({
      label: 'With Exotel, only the selected rows',
      icon: 'list-selection',
      description: count(selected.length, 'row'),
      ask: async () => ({ against: 'exotel', rows: selected }),
    });
  }
  if (checked.file.rows.length > firstRows) {
    items.push({
      label: 'With Exotel, only the first rows',
      icon: 'list-ordered',
      description: count(firstRows, 'row'),
      ask: async () => ({ against: 'exotel', rows: firstRows }),
    });
  }
  items.push({
    label: 'With a downloaded file…',
    icon: 'file',
    description: 'no requests',
    ask: askForFile,
  });
  return (await pickOne(items, { title, placeholder: 'What should the file be compared with?' })).ask();
}

async function askForFile(): Promise<PreviewRequest> {
  const [against] =
    (await window.showOpenDialog({
      title: 'Compare with a Downloaded File',
      openLabel: 'Compare',
      filters: { Contacts: ['csv', 'tsv', 'json', 'jsonl', 'ndjson'] },
    })) ?? [];
  if (!against) throw new CancellationError();
  return { against };
}

function describeKept(kept: PreviewView): PickItem {
  const { at, against } = kept.facts;
  const made = new Date(at);
  const isToday = made.toDateString() === new Date().toDateString();
  const time = isToday ? made.toLocaleTimeString([], { timeStyle: 'short' }) : made.toLocaleString();
  const why = kept.whyOutdated();
  return {
    label: `Show the preview of ${time}`,
    icon: 'history',
    description: `with ${against}${why ? `; out of date: ${why}` : ''}`,
  };
}
