import type { Uri } from 'vscode';
import type { RunRecord } from '../../core/run/runRecord';
import type { RunSummary } from '../../core/run/summary';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { fileOfCommand, isMissing, isPanelInFront } from '../filesOfCommand';
import { commandId } from '../ids';
import { requireTrust } from '../requireTrust';
import { fileOf } from '../run/runsOfFiles';
import { startRun, type RunParts } from '../run/startRun';

/**
 * Sends every row of a file, read again as it is now, that is not known to have gone through.
 * @param target the id of a run, or the Uri of a file, whose last run is meant; without one, the last run of the file in front
 * @param rows of that run, counted from 0, where no others are to be sent
 */
export async function retryFailed(parts: RunParts, target?: unknown, rows?: unknown): Promise<RunSummary> {
  requireTrust();
  const record = await runToRetry(parts, target);
  const chosen = areRows(rows) ? rows : rowsForList(record);
  const [summary] = await startRun(parts, record.description.operation, [fileOf(record)], {
    earlier: { record, continuing: 'retry', chosen },
  });
  return summary!;
}

function areRows(rows: unknown): rows is readonly number[] {
  return Array.isArray(rows) && rows.every((row) => Number.isInteger(row));
}

/** A list gets no contact that was left out of the run. Undefined where none was, and for other runs: then the whole file is meant. */
function rowsForList(record: RunRecord): readonly number[] | undefined {
  const { operation, rows } = record.description;
  if (operation.kind !== 'addToList') return undefined;
  const isLeftOut = (row: number) => !rows.isSent(row) && record.outcome(row)?.verdict === 'notSent';
  const all = [...rows.keys()];
  if (!all.some(isLeftOut)) return undefined;
  return all.filter((row) => !isLeftOut(row) && record.outcome(row)?.verdict !== 'invalid');
}

async function runToRetry(parts: RunParts, target: unknown): Promise<RunRecord> {
  const { runs, shown } = parts;
  if (typeof target === 'string') {
    const record = await runs.read(target);
    if (record) return record;
    throw new UserError(
      'unreadable-run',
      'The history of this run was removed or cannot be read. Update the file again.',
    );
  }
  if (isMissing(target) && isPanelInFront()) {
    // With a check in the panel, its file's last run is meant.
    await shown.file();
    if (shown.record) return shown.record;
  }
  const file = await fileOfCommand(shown, target);
  const last = await runs.lastOf(file);
  if (last) return last;
  throw noRun(file, await runs.last());
}

function noRun(file: Uri, other: RunRecord | undefined): UserError {
  const update = { title: 'Update This File', command: commandId('updateContacts'), arguments: [file] };
  const message = `There is no run of ${fileLabel(file)} to retry.`;
  if (!other) return new UserError('no-run', message, [update]);
  const { runId } = other.description;
  const otherFile = fileLabel(fileOf(other));
  return new UserError('no-run', `${message} The last run was of ${otherFile}.`, [
    update,
    { title: 'Retry Other File', command: commandId('retryFailed'), arguments: [runId] },
  ]);
}
