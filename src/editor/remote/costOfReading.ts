import type { RegionId } from '../../api/region';
import { count } from '../../core/count';
import { describeTime } from '../../core/run/describeTime';
import { requestsPerMinute } from '../settings';

/** What it costs to read some contacts by their sids before they are changed: one request each, unless a look at all takes fewer. */
export function costOfReading(contacts: number, region: RegionId): string {
  return `up to ${count(contacts, 'more request')}${describeTime(contacts, requestsPerMinute(region))}`;
}
