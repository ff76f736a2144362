import { CancellationError, type Uri } from 'vscode';
import { closingLine } from '../../core/journal/closingLine';
import { openRows } from '../../core/run/continueRun';
import { closing, type Operation } from '../../core/run/operation';
import type { RunSummary } from '../../core/run/summary';
import { UserError } from '../../core/userError';
import { keepEarlierSids } from '../create/keepSids';
import { commandId } from '../ids';
import type { JournalFiles } from '../journal/journalFiles';
import { planRuns, prepareRun, type Earlier, type PreparationParts, type RunOptions } from './prepareRun';
import type { ShownResults } from '../results/shownResults';
import { requireUnchanged } from './requireUnchanged';
import type { RunsOfFiles } from './runsOfFiles';
import { sendRun, type RunResult, type SendingParts } from './sendRun';
import { keepSnapshot, takeSnapshot } from '../undo/takeSnapshot';
import type { SnapshotFiles } from '../undo/snapshotFiles';
import { notifyResult, notifyResults } from './notifyResult';

export interface RunParts extends SendingParts, PreparationParts {
  readonly journals: JournalFiles;
  readonly runs: RunsOfFiles;
  readonly shown: ShownResults;
  readonly snapshots: SnapshotFiles;
}

/**
 * Runs an operation from the first look at the files to the last verdict: one question for all of them, one run for each, in their order.
 * What ends a run before its time ends them all. One at a time in a window.
 * @returns a summary for each run that took place
 * @throws UserError when nothing can be sent; CancellationError when the user backs out
 */
export async function startRun(
  parts: RunParts,
  operation: Operation,
  files: readonly Uri[],
  options: RunOptions = {},
): Promise<readonly RunSummary[]> {
  const { earlier } = options;
  return parts.current.alone(async (stop) => {
    const unlock = await lockInterrupted(parts.journals, earlier);
    try {
      // What the run that is continued found out belongs into the file before it is read again.
      if (earlier && operation.kind === 'create')
        await keepEarlierSids(earlier.record, await parts.journals.identityKey(), parts.log);
      const planned = await planRuns(parts, operation, files, options).catch(async (error: unknown) => {
        await closeIfDone(parts.journals, earlier, error);
        throw error;
      });
      const results: RunResult[] = [];
      let refusal: UserError | undefined;
      try {
        for (const run of planned) {
          if (results.length > 0) await requireUnchanged(run.contacts);
          const before = run.withSnapshot ? await takeSnapshot(run) : undefined;
          const prepared = await prepareRun(run);
          const { runId } = prepared.record.description;
          const release = before && (await keepSnapshot(parts.snapshots, runId, before));
          try {
            results.push(await sendRun(parts, prepared, stop));
          } catch (error) {
            // Without a record, no undo could find it.
            if (before && !(await parts.journals.glance(runId))) await parts.snapshots.remove(runId);
            throw error;
          } finally {
            await release?.();
          }
          if (results.at(-1)!.record.state !== 'finished') break;
        }
      } catch (error) {
        // What the runs before it came to is said together with it.
        if (results.length === 0 || stop.reason === closing) throw error;
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

/** An interrupted run is over when every row that it was to send has an answer. */
async function closeIfDone(journals: JournalFiles, earlier: Earlier | undefined, error: unknown): Promise<void> {
  if (earlier?.continuing !== 'resume' || !(error instanceof UserError) || openRows(earlier.record) > 0) return;
  const { runId } = earlier.record.description;
  const isOpen = (await journals.glance(runId))?.state === 'interrupted';
  if (isOpen) await journals.append(runId, closingLine('resumed', Date.now()));
}

function cancelled(): UserError {
  return new UserError('cancelled', 'The snapshot was canceled, so the rest was not sent.');
}

/** An interrupted run is gone on from by one window only, and resumed once. */
async function lockInterrupted(journals: JournalFiles, earlier: Earlier | undefined) {
  if (earlier?.record.state !== 'interrupted') return undefined;
  const { runId } = earlier.record.description;
  const unlock = await journals.lock(runId);
  if (!unlock) {
    throw new UserError('locked', 'Another window is already working on this run. See the results there.');
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
    'There is no interrupted run to resume. It may have been resumed or discarded in another window.',
    [{ title: 'Show Run History…', command: commandId('showHistory') }],
    { severity: 'information' },
  );
}
