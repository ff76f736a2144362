import type { Faults } from './faults';
import type { Reply } from './envelope';
import { refuse } from './refuse';

/**
 * A fixed window of one minute for the one account. Headers and `Retry-After` as one of Exotel's pages has them; what
 * holds for contacts is not documented (inferred).
 */
export class RateLimit {
  private windowEnds = 0;
  private used = 0;

  constructor(private readonly faults: Faults) {}

  /** @returns the 429, or undefined where the request may pass */
  take(method: string): Reply | undefined {
    const limit = this.faults.requestsPerMinute;
    if (limit === undefined) {
      this.windowEnds = 0;
      return undefined;
    }
    const now = Date.now();
    if (now >= this.windowEnds) {
      this.windowEnds = now + 60_000;
      this.used = 0;
    }
    if (this.used++ < limit) return undefined;
    const headers = {
      'x-ratelimit-limit': `${limit}`,
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': `${Math.ceil(this.windowEnds / 1000)}`,
    };
    return refuse(method, { status: 429, retryAfter: Math.ceil((this.windowEnds - now) / 1000), headers });
  }
}
