import { regions, type Target } from '../../api/region';
import type { PlanTarget } from '../../core/run/describePlan';
import { hostOf } from '../region/endpoint';
import { requestsPerMinute } from '../settings';
import type { KnownTargets } from './knownTargets';

/** Where a run would go, as a question names it. */
export function planTarget(target: Target, known: KnownTargets): PlanTarget {
  const { region, origin, accountSid } = target;
  return {
    region: regions[region].label,
    host: hostOf(origin),
    accountSid,
    requestsPerMinute: requestsPerMinute(region),
    isFirst: known.isFirst(target),
  };
}
