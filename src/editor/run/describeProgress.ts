import { count, numberText } from '../../core/count';
import type { RunRecord } from '../../core/run/runRecord';
import { describeDone } from './describeRun';

/** "12 of 500 requests, 11,980 updated, 20 not (waiting: Exotel’s rate limit is reached)". */
export function describeProgress({ requestsDone, requestsPlanned, waiting, state, totals }: RunRecord): string {
  if (state === 'stopping') return 'Stopping…';
  const done = `${numberText(requestsDone)} of ${count(requestsPlanned, 'request')}`;
  const failed = totals.rejected + totals.unknown;
  const sofar = `${describeDone(totals)}${failed > 0 ? `, ${numberText(failed)} not` : ''}`;
  return `${done}, ${sofar}${waiting ? ` (waiting: ${waiting.why})` : ''}`;
}
