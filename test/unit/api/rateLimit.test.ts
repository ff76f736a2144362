import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readRateLimit } from '../../../src/api/rateLimit';

const now = Date.UTC(2026, 0, 5, 10, 0, 0);
const read = (headers: Record<string, string>) => readRateLimit((name) => headers[name], now);

describe('readRateLimit', () => {
  const table: [string, Record<string, string>, object][] = [
    ['nothing', {}, {}],
    ['seconds', { 'retry-after': '30' }, { retryAfterMs: 30_000 }],
    ['zero', { 'retry-after': '0' }, { retryAfterMs: 0 }],
    ['blanks around seconds', { 'retry-after': ' 7 ' }, { retryAfterMs: 7_000 }],
    ['a date', { 'retry-after': 'Mon, 05 Jan 2026 10:01:30 GMT' }, { retryAfterMs: 90_000 }],
    ['a date of RFC 850', { 'retry-after': 'Monday, 05-Jan-26 10:01:30 GMT' }, { retryAfterMs: 90_000 }],
    ['a date of asctime', { 'retry-after': 'Mon Jan  5 10:01:30 2026' }, { retryAfterMs: 90_000 }],
    ['a date gone by', { 'retry-after': 'Mon, 05 Jan 2026 09:00:00 GMT' }, { retryAfterMs: 0 }],
    [
      "a date against the server's own clock",
      { 'retry-after': 'Mon, 05 Jan 2026 12:00:30 GMT', date: 'Mon, 05 Jan 2026 12:00:00 GMT' },
      { retryAfterMs: 30_000 },
    ],
    ['garbage', { 'retry-after': 'soon 5' }, {}],
    ['a negative number', { 'retry-after': '-5' }, {}],
    ['a fraction', { 'retry-after': '1.5' }, {}],
    ['a number beyond reason', { 'retry-after': '9'.repeat(40) }, {}],
    ['a date that is none', { 'retry-after': 'Mon, 99 Foo 2026 10:00:00 GMT' }, {}],
    ['remaining', { 'x-ratelimit-remaining': '0' }, { remaining: 0 }],
    ['reset', { 'x-ratelimit-reset': `${now / 1000 + 12}` }, { resetMs: 12_000 }],
    ['a reset in seconds from now', { 'x-ratelimit-reset': '12' }, { resetMs: 12_000 }],
    ['a reset at once', { 'x-ratelimit-reset': '0' }, { resetMs: 0 }],
    ['a reset in milliseconds', { 'x-ratelimit-reset': `${now + 12_345}` }, { resetMs: 12_345 }],
    [
      'an epoch against the server’s own clock',
      { 'x-ratelimit-reset': `${now / 1000 + 7_212}`, date: 'Mon, 05 Jan 2026 12:00:00 GMT' },
      { resetMs: 12_000 },
    ],
    ['a reset gone by', { 'x-ratelimit-reset': `${now / 1000 - 12}` }, { resetMs: 0 }],
    ['garbage in both', { 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': 'later' }, {}],
  ];
  for (const [name, headers, expected] of table) {
    it(`reads ${name}`, () => assert.deepEqual(read(headers), expected));
  }
});
