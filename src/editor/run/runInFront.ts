import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { activeFile, isPanelInFront } from '../filesOfCommand';
import { commandId } from '../ids';
import type { ShownResults } from '../results/shownResults';
import type { RunsOfFiles } from './runsOfFiles';

export interface RunFinder {
  readonly runs: RunsOfFiles;
  readonly shown: ShownResults;
}

/**
 * The run that a command is about which sends nothing: the one it names; else that of the results panel while it is in front, the last
 * one of the active file, the one that the panel shows, or the last one of all.
 * @param runId as the caller gave it
 * @throws UserError when there is none, or its history cannot be read
 */
export async function runInFront({ runs, shown }: RunFinder, runId?: string): Promise<RunRecord> {
  if (runId !== undefined) {
    const named = await runs.read(runId);
    if (named) return named;
    throw new UserError('unreadable-run', 'The history of this run was removed or cannot be read.', [
      { title: 'Show Run History…', command: commandId('showHistory') },
    ]);
  }
  const found = (await ofWhatIsInFront(runs, shown)) ?? shown.record ?? (await runs.last());
  if (found) return found;
  throw new UserError('no-runs', 'There are no results yet. Run “Update Contacts from This File” first.', [], {
    severity: 'information',
  });
}

async function ofWhatIsInFront(runs: RunsOfFiles, shown: ShownResults): Promise<RunRecord | undefined> {
  const isPanel = isPanelInFront();
  // A panel that was restored shows the last run once it is read; with a check in it, its file's last run is meant.
  const file = isPanel ? await shown.file() : activeFile();
  if (isPanel && shown.record) return shown.record;
  return file && runs.lastOf(file);
}
