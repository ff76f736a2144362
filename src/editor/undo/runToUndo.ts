import { Uri } from 'vscode';
import { countDone } from '../../core/outcome';
import { fromSpans } from '../../core/journal/spans';
import { operationWords } from '../../core/run/operation';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { isMissing, isPanelInFront } from '../filesOfCommand';
import type { JournalFiles } from '../journal/journalFiles';
import { pickOne } from '../pickOne';
import type { ShownResults } from '../results/shownResults';
import { describeRun } from '../run/describeRun';
import type { RunsOfFiles } from '../run/runsOfFiles';

export interface RunParts {
  readonly journals: JournalFiles;
  readonly runs: RunsOfFiles;
  readonly shown: ShownResults;
}

/**
 * The run that is meant: by its id, in the results panel in front, or one that the user picks.
 * @throws UserError when there is none; CancellationError when the user backs out
 */
export async function runToUndo({ journals, runs, shown }: RunParts, runId: unknown): Promise<RunRecord> {
  if (isMissing(runId) && isPanelInFront() && shown.record) return requireUpdate(shown.record);
  const record = await runs.read(typeof runId === 'string' ? runId : await pickRun(journals));
  if (record) return requireUpdate(record);
  throw new UserError(
    'unreadable-run',
    'The history of this run was removed or cannot be read, so it cannot be undone.',
  );
}

function requireUpdate(record: RunRecord): RunRecord {
  const { kind } = record.description.operation;
  if (kind === 'update') return record;
  const message = `Only updates can be undone, and this run is a different one (${operationWords[kind].verb.toLowerCase()}).`;
  throw new UserError('not-an-update', message, [], { severity: 'information' });
}

async function pickRun(journals: JournalFiles): Promise<string> {
  const glances = await Promise.all((await journals.list()).map((runId) => journals.glance(runId)));
  const found = glances.flatMap((run) =>
    run && run.operation.kind === 'update' && (!run.totals || countDone(run.totals) + run.totals.unknown > 0)
      ? [run]
      : [],
  );
  if (found.length === 0) {
    const message = 'No update of this workspace changed a contact, so there is nothing to undo.';
    throw new UserError('nothing-to-undo', message, [], { severity: 'information' });
  }
  const files = found.map(({ file }) => Uri.parse(file.uri));
  const items = found.map((run) => ({ ...describeRun(run, false, files), runId: run.runId }));
  return (await pickOne(items, { title: 'Exotel Contacts: Undo an Update', placeholder: 'Which update?' })).runId;
}

/** A run that is undone with the one that continues it. */
export interface PartOfUpdate {
  readonly runId: string;
  /** It came to no end, so that it and the run which resumed it are one update. */
  readonly isInterrupted: boolean;
}

/** The runs that a run continues, and those that these continue: the newest first. */
export async function continuedRuns(journals: JournalFiles, { description }: RunRecord): Promise<PartOfUpdate[]> {
  const runs: PartOfUpdate[] = [];
  let { runId, continues } = description;
  // A run is older than the one that continues it, so this ends whatever a damaged record says.
  while (continues !== undefined && continues < runId) {
    runId = continues;
    const glance = await journals.glance(runId);
    runs.push({ runId, isInterrupted: glance?.state === 'interrupted' || glance?.state === 'closed' });
    continues = glance?.continues;
  }
  return runs;
}

/** The rows that a run sent, or that it has from an interrupted run which it resumed, and that were updated or may have been. */
export function rowsToUndo(record: RunRecord, continued: readonly PartOfUpdate[]): number[] {
  const { rows } = record.description;
  const sent = new Set<number>();
  for (const request of record.requests) for (const row of fromSpans(request.rows, rows.length)) sent.add(row);
  const parts = new Set(continued.filter(({ isInterrupted }) => isInterrupted).map(({ runId }) => runId));
  return [...rows.keys()].filter((row) => {
    const { verdict, keptFrom } = record.outcome(row) ?? {};
    return (verdict === 'updated' || verdict === 'unknown') && (sent.has(row) || parts.has(keptFrom?.runId ?? ''));
  });
}
