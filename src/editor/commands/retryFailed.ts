import { Uri, window } from 'vscode';
import type { RunRecord } from '../../core/run/runRecord';
import type { RunSummary } from '../../core/run/summary';
import { UserError } from '../../core/userError';
import { isContactsFile } from '../files/isContactsFile';
import { activeFile } from '../filesOfCommand';
import { commandId } from '../ids';
import { baseName } from '../openDocument';
import { requireTrust } from '../requireTrust';
import { fileOf } from '../run/runsOfFiles';
import { startUpdate, type UpdateParts } from '../run/startUpdate';

/** Sends what did not go through in the last run of a file, read again as it stands now. */
export async function retryFailed(parts: UpdateParts, file?: unknown): Promise<RunSummary> {
  requireTrust();
  const last =
    typeof file === 'string' ? await runOf(parts, file) : await lastRun(parts, file instanceof Uri ? file : undefined);
  return startUpdate(parts, fileOf(last), { record: last, continuing: 'retry' });
}

async function runOf({ runs }: UpdateParts, runId: string): Promise<RunRecord> {
  const record = await runs.read(runId);
  if (!record) throw new UserError('unreadable-run', 'The record of this run cannot be read.');
  return record;
}

/** The last run of the file named or in front; of any file where none is, as with the results page in front. */
async function lastRun({ runs, shown }: UpdateParts, named: Uri | undefined): Promise<RunRecord> {
  const uri = named ?? activeFile();
  const ofFile = uri && (await runs.lastOf(uri));
  if (ofFile) return ofFile;
  const last = shown.record ?? (await runs.last());
  const document = window.activeTextEditor?.document;
  const other = named ?? (document && (await isContactsFile(document)) ? document.uri : undefined);
  if (last && !other) return last;
  throw new UserError(
    'no-run',
    other
      ? `There is no run of ${baseName(other)} to go on from${last ? `; the last one was of ${last.description.file.name}` : ''}.`
      : 'There is no run to go on from. Run “Update Contacts from This File” first.',
    [
      { title: 'Update This File', command: commandId('updateContacts'), ...(other && { arguments: [other] }) },
      ...(last
        ? [
            {
              title: `Retry ${last.description.file.name}`,
              command: commandId('retryFailed'),
              arguments: [fileOf(last)],
            },
          ]
        : []),
    ],
  );
}
