import type { Target } from '../../api/region';
import { countDone } from '../outcome';
import type { Continuing } from './continueRun';
import type { RunRecord } from './runRecord';

/** A target as far as it is known before credentials are asked for. */
export type PartialTarget = Omit<Target, 'accountSid'> & { readonly accountSid: string | undefined };

/** Whether both are one account in one region. */
export function isSameTarget(before: Target, now: PartialTarget): boolean {
  // Every window starts a sandbox at an address of its own.
  const isSameOrigin = before.origin === now.origin || now.region === 'sandbox';
  const isSameAccount = now.accountSid === undefined || before.accountSid === now.accountSid;
  return before.region === now.region && isSameOrigin && isSameAccount;
}

/**
 * What another run of a file is to an earlier one, by where it goes. `continues`: what is known from the earlier run holds. `anew`: nothing
 * went through where that one went, so the whole file goes here, and the earlier run stays what it is. `refused`: the file has rows that
 * are done there and not here. An interrupted run is resumed nowhere else, rows are chosen in one place only, and a list
 * is in one account.
 */
export function howToContinue(
  { description, totals }: RunRecord,
  continuing: Continuing,
  areChosen: boolean,
  target: PartialTarget,
): 'continues' | 'anew' | 'refused' {
  if (isSameTarget(description.target, target)) return 'continues';
  const canMove = continuing === 'retry' && !areChosen && description.operation.kind !== 'addToList';
  return canMove && countDone(totals) === 0 ? 'anew' : 'refused';
}
