import { UserError } from '../../core/userError';
import type { Runs } from '../run/runs';

/** Ends the run that is on: nothing further is sent, and the reply on its way is waited for a short while. */
export function stopUpdate(runs: Runs): void {
  if (!runs.isOn) throw new UserError('no-run', 'No update is under way in this window.');
  runs.stop();
}
