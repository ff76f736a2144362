import { CancellationError, window } from 'vscode';
import { UserError } from '../../core/userError';
import { describeRun } from '../run/describeRun';
import type { JournalFiles } from '../run/journalFiles';
import type { Runs } from '../run/runs';
import type { ResultsPanel } from '../results/resultsPanel';

/** Lists the runs of this workspace, and opens the one picked in the results panel. */
export async function showHistory(journals: JournalFiles, runs: Runs, panel: ResultsPanel): Promise<void> {
  const glances = await Promise.all((await journals.list()).map((runId) => journals.glance(runId)));
  const items = glances.flatMap((run) => (run ? { ...describeRun(run), runId: run.runId } : []));
  if (items.length === 0) {
    throw new UserError(
      'no-runs',
      'No runs are kept for this workspace yet. Run “Update Contacts from This File” first.',
    );
  }
  const picked = await window.showQuickPick(items, {
    title: 'Exotel Contacts: Run History',
    placeHolder: 'Which run do you want to see?',
    matchOnDescription: true,
  });
  if (!picked) throw new CancellationError();
  await runs.open(picked.runId);
  panel.show(true);
}
