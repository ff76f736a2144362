import type { Uri } from 'vscode';
import { numberText } from '../../core/count';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { chooseExport } from '../export/chooseExport';
import { chooseTarget } from '../export/chooseTarget';
import { readExportRequest } from '../export/exportRequest';
import { prepareExport, type PreparedExport } from '../export/prepareExport';
import { tellExported } from '../export/tellExported';
import { writeParts } from '../export/writeParts';
import { fileLabel } from '../fileLabel';
import { showWhenLong } from '../files/showWhenLong';
import { whyNotWritten } from '../files/whyNotWritten';
import { commandId } from '../ids';
import type { Log } from '../log';
import type { ContactsOfRuns } from '../run/contactsOfRuns';
import { runInFront, type RunFinder } from '../run/runInFront';
import { fileOf } from '../run/runsOfFiles';

export interface ExportParts extends RunFinder {
  readonly contacts: ContactsOfRuns;
  readonly log: Log;
}

/**
 * Writes rows of a run to a file: so that they can be sent again, or as a report.
 * @param argument an `ExportRequest`; what is missing is asked for
 * @returns the file that was written
 * @throws UserError when it cannot be made or written; CancellationError when the user backs out. Then no file is written or changed
 */
export async function exportResults({ contacts, log, ...finder }: ExportParts, argument?: unknown): Promise<Uri> {
  const request = readExportRequest(argument);
  const record = await runInFront(finder, request.runId);
  requireOver(record);
  const choice = await chooseExport(record, request);
  const prepared = await prepareExport(record, choice, request, contacts);
  const to = await chooseTarget(request.to, fileOf(record), prepared.ending);
  await write(to, prepared, choice.rows.length);
  tellExported(to, choice.rows.length).catch((error: unknown) => log.bug('exportResults', error));
  return to;
}

function requireOver({ state, description }: RunRecord): void {
  if (state !== 'running' && state !== 'stopping') return;
  throw new UserError(
    'run-on',
    'This update is still running. Wait until it has finished, or stop it, then export its results.',
    [{ title: 'Show Results', command: commandId('showResults'), arguments: [description.runId] }],
    { severity: 'information' },
  );
}

async function write(to: Uri, { parts, encoding }: PreparedExport, rows: number): Promise<void> {
  const title = `Exporting ${fileLabel(to)}`;
  try {
    await showWhenLong(title, async (signal, report) => {
      const onProgress = (done: number) =>
        report({ message: `${numberText(Math.min(done, rows))} of ${numberText(rows)} rows`, fraction: done / rows });
      await writeParts(to, await parts(signal), encoding, signal, onProgress);
    });
  } catch (cause) {
    const reason = whyNotWritten(cause);
    if (reason === undefined) throw cause;
    throw new UserError(
      'not-exported',
      `${fileLabel(to)} could not be written: ${reason}. Nothing was exported. Choose another file, then export again.`,
      [],
      { cause },
    );
  }
}
