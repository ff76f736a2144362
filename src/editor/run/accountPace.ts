import type { Target } from '../../api/region';
import { createPace, type Pace } from '../../core/run/pace';
import { requestsPerMinute } from '../settings';

/** One bucket for each account, as long as the window lives: two runs in a row share a minute's requests. */
const paces = new Map<string, { perMinute: number | undefined; pace: Pace }>();

export function accountPace({ region, origin, accountSid }: Target): Pace {
  const perMinute = requestsPerMinute(region);
  const key = `${origin} ${accountSid}`;
  const known = paces.get(key);
  if (known && known.perMinute === perMinute) return known.pace;
  const pace = createPace(perMinute);
  paces.set(key, { perMinute, pace });
  return pace;
}
