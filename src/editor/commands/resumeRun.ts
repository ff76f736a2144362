import { Uri } from 'vscode';
import type { RunSummary } from '../../core/run/summary';
import { UserError } from '../../core/userError';
import { pickOne } from '../pickOne';
import { requireTrust } from '../requireTrust';
import { describeRun } from '../run/describeRun';
import { interruptedRuns } from '../journal/interruptedRuns';
import { fileOf } from '../run/runsOfFiles';
import { nothingToResume, startRun, type RunParts } from '../run/startRun';

/** Goes on with a run that was interrupted: every row without an answer is sent, to the same region and account. */
export async function resumeRun(parts: RunParts, runId?: unknown): Promise<RunSummary> {
  requireTrust();
  const id = typeof runId === 'string' ? runId : await pickInterrupted(parts);
  const record = await parts.journals.read(id);
  if (!record) throw new UserError('unreadable-run', 'The history of this run cannot be read.');
  if (record.state !== 'interrupted') throw nothingToResume();
  const [summary] = await startRun(parts, record.description.operation, [fileOf(record)], {
    earlier: { record, continuing: 'resume' },
  });
  return summary!;
}

async function pickInterrupted({ journals }: RunParts): Promise<string> {
  const runs = await interruptedRuns(journals);
  if (runs.length === 0) throw nothingToResume();
  if (runs.length === 1) return runs[0]!.runId;
  const files = runs.map(({ file }) => Uri.parse(file.uri));
  const items = runs.map((run) => ({ ...describeRun(run, false, files), runId: run.runId }));
  return (await pickOne(items, { title: 'Exotel Contacts: Resume Which Run?', placeholder: '' })).runId;
}
