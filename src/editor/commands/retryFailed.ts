import { Uri } from 'vscode';
import type { RunSummary } from '../../core/run/summary';
import { UserError } from '../../core/userError';
import { activeFile } from '../readContacts';
import { requireTrust } from '../requireTrust';
import { fileOf } from '../run/runs';
import { startUpdate, type UpdateParts } from '../run/startUpdate';

/** Sends what did not go through in the last run of a file, read again as it stands now. */
export async function retryFailed(parts: UpdateParts, file?: unknown): Promise<RunSummary> {
  requireTrust();
  const uri = file instanceof Uri ? file : activeFile();
  const last = (uri && (await parts.runs.lastOf(uri))) ?? (await parts.runs.last());
  if (!last) {
    throw new UserError('no-run', 'There is no run to go on from. Run “Update Contacts from This File” first.', [
      { title: 'Update Contacts from This File', command: 'exotelContacts.updateContacts' },
    ]);
  }
  return startUpdate(parts, fileOf(last), { record: last, continuing: 'retry' });
}
