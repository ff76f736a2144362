import { Uri } from 'vscode';
import { UserError } from '../../core/userError';
import { pickOne } from '../pickOne';
import type { ResultsPanel } from '../results/resultsPanel';
import type { ShownResults } from '../results/shownResults';
import type { CurrentRun } from '../run/currentRun';
import { describeRun } from '../run/describeRun';
import type { JournalFiles } from '../journal/journalFiles';

/** Lists the runs of this workspace, also while one is on, and shows the one picked in the results panel. */
export async function showHistory(
  journals: JournalFiles,
  current: CurrentRun,
  shown: ShownResults,
  panel: ResultsPanel,
): Promise<void> {
  const runs = (
    await Promise.all(
      (await journals.list()).map(async (runId) => {
        const run = await journals.glance(runId);
        if (!run) return [];
        const isOnElsewhere = run.state === 'interrupted' && (await journals.isLocked(runId));
        return { ...run, isOn: isOnElsewhere || runId === current.record?.description.runId };
      }),
    )
  ).flat();
  const files = runs.map(({ file }) => Uri.parse(file.uri));
  const items = runs.map((run) => ({ ...describeRun(run, run.isOn, files), runId: run.runId }));
  if (items.length === 0) {
    throw new UserError(
      'no-runs',
      'No runs are kept for this workspace yet. Run “Update Contacts from This File” first.',
      [],
      { severity: 'information' },
    );
  }
  const picked = await pickOne(items, {
    title: 'Exotel Contacts: Run History',
    placeholder: 'Select a run to show its results',
  });
  await shown.open(picked.runId);
  panel.show(true);
}
