import type { ErrorData } from './envelope';

/** A whole request refused before anything is committed. */
export interface Refusal {
  readonly status: number;
  /** `Retry-After` as it is sent: seconds or an HTTP date. */
  readonly retryAfter?: number | string;
  /** Further headers, e.g. X-RateLimit-Remaining. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Form of the body. `envelope`: v2, the default · `list`: v2 with an array of one · `restException`: v1 ·
   * `error`: `response.error` · `html` and `text`: a gateway in between · `empty`.
   */
  readonly body?: 'envelope' | 'list' | 'restException' | 'error' | 'html' | 'text' | 'empty';
  /** In place of the words that usually go with the status. */
  readonly error?: ErrorData;
  /** The careless server: its message repeats the request's Authorization header and what is in it. */
  readonly echoCredentials?: boolean;
}

/** How a good reply is spoilt, after the commit; several apply in the order given. */
export type Distortion =
  | 'shuffled'
  | 'short'
  | 'long'
  | 'foreignSid'
  | 'prototypeSids'
  | 'dataAbsent'
  | 'dataNull'
  /** Failures say nothing of their contact but its sid. */
  | 'sidOnly'
  | 'status200'
  | 'noFailedCount'
  | 'noMetadata'
  | 'objectForList'
  | 'contradictory'
  | 'failed'
  | 'errorData'
  | 'markup';

/** Bodies that are not an envelope at all, sent with 200 after the commit. */
export type BrokenReply =
  | 'notJson'
  | 'html'
  | 'empty'
  | 'truncated'
  | 'otherJson'
  | 'huge'
  | 'endless'
  | 'trickle'
  | 'gzipBomb'
  | 'gzipGarbage'
  | 'brotliGarbage'
  | 'deflateGarbage'
  | 'deepJson'
  | 'manyItems';

/** What goes wrong with one request. Every part is independent of the others; what comes first on the way wins. */
export interface Fault {
  /** Wait before anything else, in milliseconds. */
  readonly delayMs?: number;
  /** Wait for this before anything else: whoever drives the sandbox decides when the request continues. */
  readonly holdUntil?: Promise<unknown>;
  /** The connection ends without a reply. `duringReply`: headers and half of the body are out. */
  readonly cut?: 'beforeCommit' | 'afterCommit' | 'duringReply';
  /** Nothing comes back, and the connection stays open. */
  readonly hang?: 'beforeCommit' | 'afterCommit';
  readonly refuse?: Refusal;
  /** The whole request is refused, 400 or 413, as long as it holds one of these sids, or numbers of new contacts. */
  readonly culprits?: { readonly status: number; readonly sids: ReadonlySet<string> };
  /** Contacts that the server refuses one by one, by sid, or number of a new contact. */
  readonly failures?: ReadonlyMap<string, { readonly code: number; readonly error: ErrorData }>;
  /** The same failure for every contact. */
  readonly failAll?: { readonly code: number; readonly error: ErrorData };
  readonly distort?: readonly Distortion[];
  /** Another page of contacts than the one asked for, as of a cache that is not up to date. */
  readonly page?: 'before' | 'first';
  readonly broken?: BrokenReply;
  /** Answers 307 to this address instead of doing anything. */
  readonly redirectTo?: string;
}

/** The switches, to be turned while the sandbox runs. */
export class Faults {
  /** Holds for every request until it is replaced. */
  always: Fault = {};
  /** Requests per minute and account; over it comes 429. Undefined: no limit. */
  requestsPerMinute: number | undefined;
  private readonly byNumber = new Map<number, Fault>();

  constructor(private readonly received: () => number) {}

  /** For the requests to come, one after the other: `next({}, { cut: 'afterCommit' })` spares the next and cuts the one after. */
  next(...faults: readonly Fault[]): void {
    faults.forEach((fault, index) => this.at(this.received() + 1 + index, fault));
  }

  /** For the request of this number, counted from 1; joins what was set for it before. */
  at(number: number, fault: Fault): void {
    this.byNumber.set(number, { ...this.byNumber.get(number), ...fault });
  }

  /** All that holds for the request of this number. */
  of(number: number): Fault {
    return { ...this.always, ...this.byNumber.get(number) };
  }

  /** Switches everything off, the rate limit too. */
  clear(): void {
    this.always = {};
    this.requestsPerMinute = undefined;
    this.byNumber.clear();
  }
}
