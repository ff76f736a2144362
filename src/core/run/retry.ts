import type { Answer, RateLimit } from '../../api/answer';

/** How a run behaves when things go wrong. All times in milliseconds. */
export interface RetryPolicy {
  /** Tries of one request, the first one included. */
  readonly maxAttempts: number;
  /** The first wait of our own; each further one is twice as long. */
  readonly firstWaitMs: number;
  readonly longestOwnWaitMs: number;
  /** The longest wait that a server may ask for; one that asks for more ends the run. */
  readonly longestAskedWaitMs: number;
  /** All waits for one request together. */
  readonly waitBudgetMs: number;
  /** So many requests in a row that failed for good mean that the server is down, not that a request is bad. */
  readonly maxFailuresInARow: number;
  /** Requests of a run that may be spent on taking refused requests apart. */
  readonly splitBudget: number;
  /** How long a stop waits for the reply of the request that is on its way. */
  readonly stopGraceMs: number;
  /** The same where the window closes. VS Code ends the extension 5 seconds after, and the reply is to be written by then. */
  readonly closeGraceMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 6,
  firstWaitMs: 1_000,
  longestOwnWaitMs: 60_000,
  longestAskedWaitMs: 300_000,
  waitBudgetMs: 900_000,
  maxFailuresInARow: 2,
  splitBudget: 120,
  stopGraceMs: 10_000,
  closeGraceMs: 4_000,
};

/**
 * One line of the table: what to do with an answer.
 * `applied`: whether the server may have carried the request out although it did not say so.
 */
interface Rule {
  readonly when: string;
  readonly then: 'bind' | 'retry' | 'split' | 'stop';
  readonly applied: 'no' | 'maybe';
  /** Tries at most, where this rule allows fewer than the policy. */
  readonly attempts?: number;
  /** What the run shows while it waits. */
  readonly why?: string;
}

/**
 * The table. 429 is an answer before any work; of a 5xx it is not known how far it came, and a 503 may come from a gateway
 * after the request was passed on. All of them can be sent again without harm (inferred): an update sets the same values, a known number
 * comes back with its contact, a contact that is gone is not found, and a list has each contact once.
 */
const rules: Readonly<Record<string, Rule>> = {
  items: { when: '2xx with results', then: 'bind', applied: 'maybe' },
  unreadable: { when: '2xx that cannot be read', then: 'stop', applied: 'maybe' },
  429: { when: '429', then: 'retry', applied: 'no', why: 'Exotel’s rate limit is reached' },
  503: { when: '503', then: 'retry', applied: 'maybe', why: 'Exotel is busy or unavailable (503)' },
  '5xx': { when: 'any other 5xx', then: 'retry', applied: 'maybe', why: 'Exotel’s server failed' },
  408: { when: '408', then: 'retry', applied: 'maybe', why: 'Exotel did not receive the request in time' },
  // The reference words 409 as a concurrent update of the same resource, so one more try after a pause.
  409: { when: '409', then: 'retry', applied: 'no', attempts: 2, why: 'Exotel reports a conflicting update' },
  400: { when: '400', then: 'split', applied: 'no' },
  413: { when: '413', then: 'split', applied: 'no' },
  '4xx': { when: '401, 402, 403, 404 and any other 4xx', then: 'stop', applied: 'no' },
  // Where the address is that of one contact, its refusal is a verdict on that contact.
  noContact: { when: '404 of a single contact', then: 'split', applied: 'no' },
  '3xx': { when: 'a redirect', then: 'stop', applied: 'no' },
  unsent: { when: 'no connection', then: 'retry', applied: 'no', why: 'Exotel cannot be reached' },
  timeout: { when: 'no reply in time', then: 'retry', applied: 'maybe', why: 'Exotel did not respond in time' },
  cut: { when: 'the connection broke', then: 'retry', applied: 'maybe', why: 'the connection was lost' },
  certificate: { when: 'a certificate that cannot be trusted', then: 'stop', applied: 'no' },
  stopped: { when: 'the user stopped it', then: 'stop', applied: 'maybe' },
  stoppedBefore: { when: 'the user stopped it before it left', then: 'stop', applied: 'no' },
};

/** Exotel's error code; source: the reference's sample. */
const notFound = 1000;

/** @param isSingle the request carried one contact, in its address */
export function ruleFor(answer: Answer, isSingle: boolean): Rule {
  // Without Exotel's code it may be something in between that does not know the address.
  const isNotFound = answer.kind === 'refused' && answer.status === 404 && answer.error.code === notFound;
  if (isSingle && isNotFound) return rules['noContact']!;
  return rules[ruleName(answer)]!;
}

function ruleName(answer: Answer): string {
  switch (answer.kind) {
    case 'items':
    case 'unreadable':
      return answer.kind;
    case 'refused':
      if (rules[answer.status]) return String(answer.status);
      return answer.status >= 500 ? '5xx' : answer.status >= 400 ? '4xx' : '3xx';
    case 'noAnswer':
      if (answer.cause === 'stopped') return answer.delivered === 'no' ? 'stoppedBefore' : 'stopped';
      if (answer.cause === 'certificate') return answer.cause;
      if (answer.delivered === 'no') return 'unsent';
      return answer.cause === 'timeout' ? 'timeout' : 'cut';
  }
}

/**
 * How long to wait before the next try, in milliseconds: as long as the server asks, and never shorter than our own wait, since
 * a server that is in trouble may ask for none at all. Our own doubles, and has jitter, so that several windows do not come
 * back together.
 *
 * @param attempt the try that has just failed, from 1
 * @param random from 0 to 1
 */
export function waitBefore(answer: Answer, attempt: number, policy: RetryPolicy, random: number): number {
  const asked = answer.kind === 'refused' ? (askedWait(answer.rateLimit) ?? 0) : 0;
  const own = Math.min(policy.firstWaitMs * 2 ** (attempt - 1), policy.longestOwnWaitMs);
  return Math.max(asked, Math.round(own * (0.5 + random / 2)));
}

/** What the rate limit's headers ask for before the next request; undefined when they ask for nothing. */
export function askedWait({ retryAfterMs, remaining, resetMs }: RateLimit): number | undefined {
  if (retryAfterMs !== undefined) return Math.max(0, retryAfterMs);
  return remaining === 0 && resetMs !== undefined ? Math.max(0, resetMs) : undefined;
}
