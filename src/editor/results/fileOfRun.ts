import type { ContactFile } from '../../core/file/contactFile';
import { formatOf } from '../../core/file/formatOf';
import { formatOfText } from '../../core/read/formatOfText';
import { readContactFile } from '../../core/read/readContactFile';
import { hashText } from '../../core/run/describeRows';
import type { RunRecord } from '../../core/run/runRecord';
import { finishInSlices } from '../../core/steps';
import { UserError } from '../../core/userError';
import { openDocument } from '../openDocument';
import { readText } from '../readContacts';
import { fileOf } from '../run/runsOfFiles';
import { readSetting } from '../settings';
import { rowCount } from './runRows';

/**
 * The file that a run was made of, read from the text of its editor or from the disk, if it still says the same; undefined where it does
 * not, or cannot be read.
 */
export async function fileOfRun(record: RunRecord): Promise<ContactFile | undefined> {
  const uri = fileOf(record);
  const text = openDocument(uri)?.getText() ?? (await readText(uri).catch(ignoreExpected));
  if (text === undefined) return undefined;
  if ((await finishInSlices(hashText(text))) !== record.description.file.sha256) return undefined;
  const format = formatOf(uri.path) ?? formatOfText(text);
  if (!format) return undefined;
  const options = { emptyCells: readSetting('emptyCells', uri) };
  const file = await finishInSlices(readContactFile(text, format, options));
  // Another version of the extension may have read the same text differently.
  return file.rows.length === rowCount(record) ? file : undefined;
}

function ignoreExpected(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}
