import { UserError } from '../../core/userError';
import type { CurrentRun } from '../run/currentRun';

/** Ends the run that is on: nothing further is sent, and the reply on its way is waited for a short while. */
export function stopUpdate(current: CurrentRun): void {
  if (!current.record) throw new UserError('no-run', 'Nothing is running in this window.');
  current.stop();
}
