import { CancellationError, window } from 'vscode';
import { regions, type Target } from '../../api/region';
import { count } from '../../core/count';
import type { Plan } from '../../core/plan';
import type { Continuation } from '../../core/run/continueRun';
import { describePlan } from '../../core/run/describePlan';
import { hostOf } from '../region/endpoint';
import { readSetting, requestsPerMinute } from '../settings';
import type { KnownTargets } from './knownTargets';

/**
 * The modal question before a run: where to, how much, and what stays out and why.
 * @throws CancellationError when the answer is no
 */
export async function confirmUpdate(
  plan: Plan,
  target: Target,
  known: KnownTargets,
  fileName: string,
  continuation?: Continuation,
): Promise<void> {
  if (!readSetting('confirmBeforeSending')) return;
  const { region, origin, accountSid } = target;
  const { label } = regions[region];
  const send = `Update ${count(plan.sendable, 'Contact')}`;
  const answer = await window.showWarningMessage(
    `Update ${count(plan.sendable, 'contact')} in ${label} (${accountSid})?`,
    {
      modal: true,
      detail: describePlan(
        plan,
        {
          region: label,
          host: hostOf(origin),
          accountSid,
          requestsPerMinute: requestsPerMinute(region),
          isFirst: known.isFirst(target),
        },
        fileName,
        continuation,
      ),
    },
    send,
  );
  if (answer !== send) throw new CancellationError();
}
