import { CancellationError, Uri, workspace } from 'vscode';
import { count } from '../../core/count';
import { formatOf } from '../../core/file/formatOf';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { chooseList } from '../lists/chooseList';
import { pickOne } from '../pickOne';
import type { ChosenTarget } from '../region/chooseTarget';
import { endpointLabel } from '../region/endpoint';
import type { DownloadRecord } from './downloadRecord';
import type { DownloadRequest } from './downloadRequest';
import { window, type PickItem } from '../window';

const title = 'Exotel Contacts: Download Contacts';

/**
 * Lets a person go on with a download that is not over.
 * @returns undefined for a new one
 * @throws CancellationError when the user backs out
 */
export async function chooseEarlier(records: readonly DownloadRecord[]): Promise<DownloadRecord | undefined> {
  if (records.length === 0) return undefined;
  const items = records.map((record): PickItem & { record?: DownloadRecord } => ({
    label: `Continue ${fileLabel(Uri.parse(record.to))}`,
    icon: 'debug-continue',
    description: `${count(record.state.contacts, 'contact')} so far, ${endpointLabel(record.target)} (${record.target.accountSid})`,
    record,
  }));
  const fresh: PickItem & { record?: DownloadRecord } = {
    label: 'New download…',
    icon: 'add',
  };
  return (await pickOne([...items, fresh], { title, placeholder: 'A download is not complete. Continue it?' })).record;
}

/**
 * Asks which contacts and for what file.
 * @throws UserError when the lists cannot be read; CancellationError when the user backs out
 */
export async function chooseDownload(chosen: ChosenTarget): Promise<DownloadRequest> {
  const { accountSid } = chosen.target;
  const all: PickItem = {
    label: 'All contacts',
    icon: 'database',
    description: `of the account ${accountSid}`,
  };
  const one: PickItem = {
    label: 'The contacts of one list…',
    icon: 'list-unordered',
  };
  const picked = await pickOne([all, one], { title, placeholder: 'Which contacts?' });
  const list = picked === one ? await askForList(chosen) : undefined;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const to = await window.showSaveDialog({
    title: 'Download Contacts',
    saveLabel: 'Download',
    ...(folder && { defaultUri: Uri.joinPath(folder, 'contacts.csv') }),
    filters: { CSV: ['csv', 'tsv'], JSON: ['json'], 'JSON Lines': ['jsonl', 'ndjson'] },
  });
  if (!to) throw new CancellationError();
  return { to, ...(list !== undefined && { list }) };
}

async function askForList(chosen: ChosenTarget): Promise<string> {
  return (await chooseList(chosen, { title, placeholder: 'Which list?', withNew: false })).sid;
}

/** @throws UserError for a file that cannot be filled */
export function requireWritable(to: Uri): void {
  if (to.scheme !== 'file') {
    throw new UserError(
      'not-on-this-machine',
      `${fileLabel(to)} is not on this machine’s disk, where an interrupted download can be continued. Choose another folder.`,
    );
  }
  if (formatOf(to.path)) return;
  throw new UserError(
    'no-format',
    `The name of ${fileLabel(to)} does not say in which format it is to be. Choose a name that ends in .csv, .tsv, .json or .jsonl.`,
  );
}
