/** A token bucket: as many requests at once as a minute allows, then one for every part of a minute. */
export interface Pace {
  /**
   * Takes one request out of the bucket. Returns 0, or the milliseconds to wait before asking again.
   * @param now of a monotonic clock, in milliseconds
   */
  take(now: number): number;
}

/** @param perMinute requests per minute, and the bucket's size; undefined: no pacing */
export function createPace(perMinute: number | undefined): Pace {
  if (perMinute === undefined) return { take: () => 0 };
  const msPerRequest = 60_000 / perMinute;
  let tokens = perMinute;
  let filledAt: number | undefined;
  return {
    take(now) {
      tokens = Math.min(perMinute, tokens + Math.max(0, now - (filledAt ?? now)) / msPerRequest);
      filledAt = now;
      // The tolerance keeps a wait of exactly the time that was asked from ending a rounding error too early.
      if (tokens >= 1 - 1e-6) {
        tokens -= 1;
        return 0;
      }
      return Math.ceil((1 - tokens) * msPerRequest);
    },
  };
}
