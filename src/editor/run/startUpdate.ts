import { CancellationError, type Uri } from 'vscode';
import type { RunSummary } from '../../core/run/summary';
import { UserError } from '../../core/userError';
import { commandId } from '../ids';
import type { JournalFiles } from '../journal/journalFiles';
import { planUpdates, prepareRun, type Earlier, type PreparationParts } from './prepareUpdate';
import type { ShownResults } from '../results/shownResults';
import { requireUnchanged } from './requireUnchanged';
import type { RunsOfFiles } from './runsOfFiles';
import { sendUpdate, type RunResult, type SendingParts } from './sendUpdate';
import { keepSnapshot, takeSnapshot } from '../undo/takeSnapshot';
import type { SnapshotFiles } from '../undo/snapshotFiles';
import { notifyResult, notifyResults } from './notifyResult';

export interface UpdateParts extends SendingParts, PreparationParts {
  readonly runs: RunsOfFiles;
  readonly shown: ShownResults;
  readonly snapshots: SnapshotFiles;
}

/**
 * Updates from the first look at the files to the last verdict: one question for all of them, one run for each, in their order.
 * What ends a run before its time ends them all. One at a time in a window.
 * @param earlier the run to continue from, for a single file
 * @param sids of the contacts to send, where not all of a single file are meant
 * @returns a summary for each run that took place
 * @throws UserError when nothing can be sent; CancellationError when the user backs out
 */
export async function startUpdate(
  parts: UpdateParts,
  files: readonly Uri[],
  earlier?: Earlier,
  sids?: readonly string[],
): Promise<readonly RunSummary[]> {
  return parts.current.alone(async (stop) => {
    const unlock = await lockInterrupted(parts.journals, earlier);
    try {
      const planned = await planUpdates(parts, files, earlier, sids);
      const results: RunResult[] = [];
      let refusal: UserError | undefined;
      try {
        for (const update of planned) {
          if (results.length > 0) await requireUnchanged(update.contacts);
          const before = update.withSnapshot ? await takeSnapshot(update) : undefined;
          const prepared = await prepareRun(update);
          if (before) await keepSnapshot(parts.snapshots, prepared.record.description.runId, before);
          results.push(await sendUpdate(parts, prepared, stop, earlier?.record));
          if (results.at(-1)!.record.state !== 'finished') break;
        }
      } catch (error) {
        // What the runs before it came to is said together with it.
        if (results.length === 0) throw error;
        if (error instanceof CancellationError) refusal = cancelled();
        else if (error instanceof UserError) refusal = error;
        else throw error;
      }
      if (files.length === 1) notifyResult(results[0]!, parts.log, planned[0]!.unchosen.length);
      else notifyResults(results, files, refusal, parts.log);
      return results.map(({ summary }) => summary);
    } finally {
      await unlock?.();
    }
  });
}

function cancelled(): UserError {
  return new UserError('cancelled', 'The snapshot was canceled, so the rest was not updated.');
}

/** An interrupted run is gone on from by one window only, and resumed once. */
async function lockInterrupted(journals: JournalFiles, earlier: Earlier | undefined) {
  if (earlier?.record.state !== 'interrupted') return undefined;
  const { runId } = earlier.record.description;
  const unlock = await journals.lock(runId);
  if (!unlock) {
    throw new UserError('locked', 'Another window is already working on this update. See the results there.');
  }
  if (earlier.continuing === 'resume' && (await journals.glance(runId))?.state !== 'interrupted') {
    await unlock();
    throw nothingToResume();
  }
  return unlock;
}

export function nothingToResume(): UserError {
  return new UserError(
    'nothing-to-resume',
    'There is no interrupted update to resume. It may have been resumed or discarded in another window.',
    [{ title: 'Show Run History…', command: commandId('showHistory') }],
    { severity: 'information' },
  );
}
