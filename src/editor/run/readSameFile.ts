import { hashText } from '../../core/run/describeRows';
import type { RunRecord } from '../../core/run/runRecord';
import { finishInSlices } from '../../core/steps';
import { UserError } from '../../core/userError';
import { readContacts, type CheckedContacts } from '../readContacts';
import { fileOf } from './runsOfFiles';

/** Whether the run's file may have had no column for the sid. */
export function isForNew({ description }: RunRecord): boolean {
  return description.operation.kind === 'create';
}

/**
 * Reads the file of a run as it is now.
 * @returns undefined when it is not the one that was sent, or cannot be read
 * @throws CancellationError when the user cancels
 */
export async function readSameFile(record: RunRecord): Promise<CheckedContacts | undefined> {
  const contacts = await readContacts(fileOf(record), { forNew: isForNew(record) }).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  if (!contacts) return undefined;
  const { file } = contacts.checked;
  const sha256 = await finishInSlices(hashText(file.text));
  // Another version of the extension may have read the same text differently.
  const isSame = sha256 === record.description.file.sha256 && file.rows.length === record.description.rows.length;
  return isSame ? contacts : undefined;
}
