import { commands, Uri } from 'vscode';
import { closingLine } from '../../core/journal/closingLine';
import { describeOperation, operations } from '../../core/run/operation';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { commandId } from '../ids';
import type { ShownResults } from '../results/shownResults';
import { describeRun } from '../run/describeRun';
import { interruptedRuns } from './interruptedRuns';
import type { JournalFiles } from './journalFiles';
import { window } from '../window';

/**
 * Asks what to do with a run that did not come to its end: resume, show, discard. No answer: it asks again next time.
 * @throws UserError when the run cannot be discarded, and will be asked about again
 */
export async function offerResume(
  journals: JournalFiles,
  shown: Pick<ShownResults, 'discarded' | 'readAgain'>,
): Promise<void> {
  if (await journals.othersOver()) await shown.readAgain();
  const [run] = await interruptedRuns(journals);
  if (!run) return;
  const what = describeOperation(run.operation, fileLabel(Uri.parse(run.file.uri)));
  const [resume, show, discard] = ['Resume', 'Show', 'Discard'] as const;
  const answer = await window.showWarningMessage(
    `${what} ${run.operation.kind === 'update' ? 'to' : 'in'} ${describeRun(run).description} was interrupted. ` +
      `Some of its rows may have been ${operations[run.operation.kind].done}.`,
    resume,
    show,
    discard,
  );
  if (answer === resume) await commands.executeCommand(commandId('resumeRun'), run.runId);
  else if (answer === show) await commands.executeCommand(commandId('showResults'), run.runId);
  else if (answer === discard) {
    await journals.append(run.runId, closingLine('discarded', Date.now())).catch((cause: unknown) => {
      throw notDiscarded(what, cause);
    });
    shown.discarded(run.runId);
  }
}

function notDiscarded(what: string, cause: unknown): UserError {
  return new UserError(
    'not-discarded',
    `${what} was not discarded, because its record cannot be written. Make room on the disk, then reload the window to be asked again.`,
    [],
    { cause },
  );
}
