import { count } from '../count';

/**
 * How long requests take, to go behind their number: ", about 17 minutes at 30 requests per minute". A minute's requests go at once,
 * since the bucket is full at the start, and only the others wait.
 * @param requestsPerMinute undefined: no pacing
 */
export function describeTime(requests: number, requestsPerMinute: number | undefined): string {
  if (requestsPerMinute === undefined || requests <= requestsPerMinute) return '';
  const minutes = (requests - requestsPerMinute) / requestsPerMinute;
  const about = minutes < 1 ? 'less than a minute' : `about ${count(Math.ceil(minutes), 'minute')}`;
  return `, ${about} at ${count(requestsPerMinute, 'request')} per minute`;
}
