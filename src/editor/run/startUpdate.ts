import type { Uri } from 'vscode';
import type { RunSummary } from '../../core/run/summary';
import { UserError } from '../../core/userError';
import { commandId } from '../ids';
import type { TargetParts } from '../region/chooseTarget';
import type { JournalFiles } from './journalFiles';
import type { LocalProblems } from './localProblems';
import { prepareUpdate, type Earlier } from './prepareUpdate';
import type { ShownRun } from '../results/shownRun';
import type { RunsOfFiles } from './runsOfFiles';
import { sendUpdate, type SendingParts } from './sendUpdate';

export interface UpdateParts extends SendingParts {
  readonly targets: TargetParts;
  readonly problems: LocalProblems;
  readonly runs: RunsOfFiles;
  readonly shown: ShownRun;
}

/**
 * One update from its first look at the file to its last verdict; one at a time in a window.
 * @throws UserError when nothing can be sent; CancellationError when the user backs out
 */
export async function startUpdate(parts: UpdateParts, uri: Uri, earlier?: Earlier): Promise<RunSummary> {
  return parts.current.alone(async (stop) => {
    const unlock = await lockInterrupted(parts.journals, earlier);
    try {
      const prepared = await prepareUpdate(parts.targets, parts.problems, parts.knownTargets, uri, earlier);
      return await sendUpdate(parts, prepared, stop, earlier?.record);
    } finally {
      await unlock?.();
    }
  });
}

/** An interrupted run is gone on from by one window only, and resumed once. */
async function lockInterrupted(journals: JournalFiles, earlier: Earlier | undefined) {
  if (earlier?.record.state !== 'interrupted') return undefined;
  const { runId } = earlier.record.description;
  const unlock = await journals.lock(runId);
  if (!unlock) {
    throw new UserError('locked', 'Another window is going on with this update already. Look there for its results.');
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
    'No update was interrupted here, or it was resumed or discarded in another window.',
    [{ title: 'Show Run History…', command: commandId('showHistory') }],
  );
}
