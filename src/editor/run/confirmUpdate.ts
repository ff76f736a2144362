import { CancellationError, commands, window } from 'vscode';
import { regions, type Target } from '../../api/region';
import { count } from '../../core/count';
import { describePlan, type PlannedFile } from '../../core/run/describePlan';
import { builtInCommands } from '../ids';
import { hostOf, placeOf } from '../region/endpoint';
import { readSetting, requestsPerMinute } from '../settings';
import type { KnownTargets } from './knownTargets';

const showProblems = 'Show Problems';

/**
 * The modal question before a run: where to, how much, and what stays out and why.
 * @throws CancellationError when the answer is no, or the user wants to see the problems first
 */
export async function confirmUpdate(files: readonly PlannedFile[], target: Target, known: KnownTargets): Promise<void> {
  if (!readSetting('confirmBeforeSending')) return;
  const { region, origin, accountSid } = target;
  const { label } = regions[region];
  const contacts = files.reduce((sum, { plan }) => sum + plan.sendable, 0);
  const send = `Update ${count(contacts, 'Contact')}`;
  const of = files.length > 1 ? ` of ${count(files.length, 'file')}` : '';
  const hasProblems = files.some(
    ({ plan }) => plan.warned > 0 || plan.leftOut.size > 0 || plan.ignoredFields.length > 0,
  );
  const answer = await window.showWarningMessage(
    `Update ${count(contacts, 'contact')}${of} ${placeOf(target)} (${accountSid})?`,
    {
      modal: true,
      detail: describePlan(files, {
        region: label,
        host: hostOf(origin),
        accountSid,
        requestsPerMinute: requestsPerMinute(region),
        isFirst: known.isFirst(target),
      }),
    },
    send,
    ...(hasProblems ? [showProblems] : []),
  );
  if (answer === send) return;
  if (answer === showProblems) await commands.executeCommand(builtInCommands.showProblems);
  throw new CancellationError();
}
