import { CancellationError, commands } from 'vscode';
import type { RegionId, Target } from '../../api/region';
import { count, numberText } from '../../core/count';
import { describePlan, type PlannedFile } from '../../core/run/describePlan';
import { operationWords, type Operation } from '../../core/run/operation';
import { builtInCommands } from '../ids';
import { placeOf } from '../region/endpoint';
import { costOfReading } from '../remote/costOfReading';
import { readSetting } from '../settings';
import type { KnownTargets } from './knownTargets';
import { planTarget } from './planTarget';
import { window } from '../window';

const showProblems = 'Show Problems';

const snapshotFirst = 'Snapshot First';

const leaveOut = 'Leave Out Unchanged';

/**
 * The modal question before a run: where to, how much, and what stays out and why.
 * @param canLeaveOut rows that change nothing, as a preview showed
 * @returns whether the contacts are to be read before they are changed; or that those rows are to be left out, or that what was edited or
 * added since an interrupted run is to be sent with it, and it is to be asked again
 * @throws CancellationError when the answer is no, or the user wants to see the problems first
 */
export async function confirmRun(
  operation: Operation,
  files: readonly PlannedFile[],
  target: Target,
  known: KnownTargets,
  canLeaveOut: number,
): Promise<boolean | 'leaveOut' | 'withRest'> {
  // Only an update can be undone.
  const snapshot = operation.kind === 'update' ? readSetting('snapshotBeforeRun') : 'never';
  if (!readSetting('confirmBeforeSending')) return snapshot === 'always';
  const { region, accountSid } = target;
  const contacts = files.reduce((sum, { plan }) => sum + plan.sendable, 0);
  const { verb } = operationWords[operation.kind];
  const send = `${verb} ${count(contacts, 'Contact')}`;
  const of = files.length > 1 ? ` of ${count(files.length, 'file')}` : '';
  const to = operation.kind === 'addToList' ? ` to “${operation.list.name}”` : '';
  const hasProblems = files.some(
    ({ plan }) => plan.warned > 0 || plan.leftOut.size > 0 || plan.ignoredFields.length > 0,
  );
  const rest = files[0]?.continuation?.rest ?? 0;
  const include = `Include ${numberText(rest)} More`;
  const answer = await window.showWarningMessage(
    `${verb} ${count(contacts, 'contact')}${of}${to} ${placeOf(target)} (${accountSid})?`,
    {
      modal: true,
      detail: [
        describePlan(operation, files, planTarget(target, known)),
        ...(snapshot === 'never' ? [] : [describeSnapshot(contacts, region, snapshot === 'always')]),
      ].join('\n'),
    },
    send,
    ...(snapshot === 'ask' ? [snapshotFirst] : []),
    // After this one the question comes again, with the problems.
    ...(rest > 0
      ? [include]
      : canLeaveOut > 0 && canLeaveOut < contacts
        ? [leaveOut]
        : hasProblems
          ? [showProblems]
          : []),
  );
  if (answer === send) return snapshot === 'always';
  if (answer === snapshotFirst) return true;
  if (answer === leaveOut) return 'leaveOut';
  if (answer === include) return 'withRest';
  if (answer === showProblems) await commands.executeCommand(builtInCommands.showProblems);
  throw new CancellationError();
}

/** What it costs to be able to undo the run. */
function describeSnapshot(contacts: number, region: RegionId, isTaken: boolean): string {
  const cost = costOfReading(contacts, region);
  return isTaken ? `Snapshot before the update: ${cost}` : `Snapshot first, to be able to undo the update: ${cost}`;
}
