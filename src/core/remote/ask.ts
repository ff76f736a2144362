import type { Answer, ListsAnswer, ReadAnswer } from '../../api/answer';
import type { Target } from '../../api/region';
import type { Clock } from '../run/clock';
import { explainAnswer, explainLongWait } from '../run/explainAnswer';
import type { Pace } from '../run/pace';
import { askedWait, ruleFor, waitBefore, type RetryPolicy } from '../run/retry';

export interface AskParts {
  readonly target: Target;
  readonly pace: Pace;
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  /** What is waited for, a phrase, and until when in milliseconds of the epoch; undefined once it is over. */
  readonly onWait?: (wait: { readonly why: string; readonly until: number } | undefined) => void;
}

/** What a request was sent for, or the 404 that says that it is not there. */
export type Answered<A> = Exclude<A, { kind: 'unreadable' | 'noAnswer' }>;

/** Sends one request after the other that reads, with the pace and the retries of a run. */
export interface Asker {
  /** Sent so far, retries among them. */
  readonly requests: number;
  /**
   * Sends a request until it has an answer. It must do no harm twice, as reading does.
   * @returns undefined when it was stopped
   * @throws UserError when there is no answer that says anything of what was asked for
   */
  ask<A extends Answer | ReadAnswer | ListsAnswer>(
    send: (stop: AbortSignal) => Promise<A>,
  ): Promise<Answered<A> | undefined>;
}

export function createAsker({ target, pace, policy, clock, onWait }: AskParts, stop: AbortSignal): Asker {
  let requests = 0;
  /** Of the monotonic clock. */
  let notBefore = -Infinity;
  let why = '';

  async function ask<A extends Answer | ReadAnswer | ListsAnswer>(
    send: (stop: AbortSignal) => Promise<A>,
  ): Promise<Answered<A> | undefined> {
    let waited = 0;
    for (let attempt = 1; ; attempt++) {
      if (!(await ready())) return undefined;
      requests++;
      const answer: Answer | ReadAnswer | ListsAnswer = await send(stop);
      if (stop.aborted) return undefined;
      if (answer.kind === 'contacts' || answer.kind === 'lists' || answer.kind === 'items') {
        hold(askedWait(answer.rateLimit), 'Exotel’s rate limit is reached');
        return answer as Answered<A>;
      }
      if (answer.kind === 'refused' && answer.status === 404) return answer as Answered<A>;
      const rule = ruleFor(answer, false);
      if (rule.then !== 'retry') throw explainAnswer(answer, target);
      const wait = waitBefore(answer, attempt, policy, clock.random());
      waited += wait;
      if (wait > policy.longestAskedWaitMs) throw explainLongWait(clock.now(), wait, answer, 'read');
      if (attempt >= Math.min(policy.maxAttempts, rule.attempts ?? Infinity) || waited > policy.waitBudgetMs) {
        throw explainAnswer(answer, target);
      }
      hold(wait, rule.why ?? '');
    }
  }

  /** Waits for the pace and for what the server asked. False: it was stopped meanwhile. */
  async function ready(): Promise<boolean> {
    while (!stop.aborted) {
      const held = Math.ceil(Math.max(0, notBefore - clock.monotonic()));
      if (held > policy.longestAskedWaitMs) throw explainLongWait(clock.now(), held, undefined, 'read');
      const wait = held || pace.take(clock.monotonic());
      if (wait === 0) return true;
      onWait?.({ why: held ? why : 'the limit you set for requests per minute', until: clock.now() + wait });
      await clock.sleep(wait, stop);
      onWait?.(undefined);
    }
    return false;
  }

  function hold(ms: number | undefined, reason: string): void {
    if (ms === undefined) return;
    notBefore = clock.monotonic() + ms;
    why = reason;
  }

  return {
    get requests() {
      return requests;
    },
    ask,
  };
}
