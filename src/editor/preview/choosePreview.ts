import { CancellationError } from 'vscode';
import { count } from '../../core/count';
import { pickOne } from '../pickOne';
import type { CheckedContacts } from '../readContacts';
import type { PreviewRequest } from './previewRequest';
import { window, type PickItem } from '../window';

const title = 'Exotel Contacts: Preview Changes';
const firstRows = 20;

/**
 * Asks what to compare with.
 * @throws CancellationError when the user backs out
 */
export async function choosePreview(contacts: CheckedContacts): Promise<PreviewRequest> {
  const { checked } = contacts;
  const selected = selectedRows(contacts);
  const items: (PickItem & { ask: () => Promise<PreviewRequest> })[] = [
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

/** Of the editor in front; none where nothing but the cursor is in it. */
function selectedRows({ uri, lines, checked }: CheckedContacts): number[] {
  const editor = window.activeTextEditor;
  if (!editor || editor.document.uri.toString() !== uri.toString()) return [];
  const selections = editor.selections.filter(({ isEmpty }) => !isEmpty);
  const { rows } = checked.file;
  return [...rows.keys()].filter((row) => {
    const [first, last] = [lines.lineAt(rows.start(row)), lines.lineAt(rows.end(row))];
    return selections.some(({ start, end }) => start.line <= last && end.line >= first);
  });
}
