import type { RateLimit } from './answer';

/** Reads one header, undefined where it is absent; the name is lower-case. */
export type HeaderReader = (name: string) => string | undefined;

/**
 * What the headers say about the rate limit. None of them is promised for contacts: one of Exotel's pages names them, so
 * they are used where they come and never required. Garbage counts as absent. Dates and epochs are read against the
 * server's own `Date`, so that a wrong clock on either side does no harm. Whether `X-RateLimit-Reset` counts from now or is an
 * epoch is not documented, and servers do either: its size decides (inferred).
 * @param now milliseconds of the epoch, used where the reply has no `Date`
 */
export function readRateLimit(header: HeaderReader, now: number): RateLimit {
  const serverNow = httpDate(header('date')) ?? now;
  const retryAfter = header('retry-after')?.trim();
  const seconds = wholeNumber(retryAfter);
  const date = httpDate(retryAfter);
  const retryAfterMs =
    seconds !== undefined ? seconds * 1000 : date !== undefined ? Math.max(0, date - serverNow) : undefined;
  const remaining = wholeNumber(header('x-ratelimit-remaining'));
  const reset = wholeNumber(header('x-ratelimit-reset'));
  return {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(remaining !== undefined && { remaining }),
    ...(reset !== undefined && { resetMs: Math.max(0, untilReset(reset, serverNow)) }),
  };
}

/** As seconds from now, 1e9 would be 31 years; as an epoch in seconds, 1e11 would be the year 5138. */
function untilReset(reset: number, now: number): number {
  if (reset < 1e9) return reset * 1000;
  return (reset < 1e11 ? reset * 1000 : reset) - now;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,13}\s*$/.test(text) ? Number(text) : undefined;
}

/** The three forms of RFC 9110, all of them GMT; Date.parse alone would take "soon 5" for a date. */
function httpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/.test(text)) return undefined;
  const time = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
