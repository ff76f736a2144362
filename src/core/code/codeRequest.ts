import { count, numberText } from '../count';

/**
 * The update of some contacts, from which the code of each language is made. All of them do the same: send the contacts in requests of at
 * most `batchSize`, one after the other, and check every item of each reply.
 *
 * Inferred, as for a run: that the items of a reply are in the order of the request, so a reply is only believed where each success names
 * its contact and there are as many items as contacts; that an update can be sent again without harm; and that `Retry-After` may come
 * with a 429 or 503.
 */
export interface CodeRequest {
  /** Scheme, host and port. The code prefers the environment variable EXOTEL_ENDPOINT. */
  readonly origin: string;
  /** At most 5,000. */
  readonly batchSize: number;
  /** How often a request is sent that is answered with 429 or 503, the first time included. */
  readonly attempts: number;
  /** How many contacts there are. */
  readonly count: number;
  readonly contacts: CodeContacts;
}

/** Where the code finds the contacts, one a line as `contactLine` makes them: in itself, or in a file that it reads. */
export type CodeContacts = { readonly lines: readonly string[] } | { readonly file: string };

/** A longer wait is not worth it: the code ends instead. In seconds. */
export const longestWait = 300;

/** For a request and its reply, in seconds. */
export const timeout = 120;

/** The scheme, host and port that EXOTEL_ENDPOINT may have: http only on this machine. A regular expression that all languages know. */
export const endpointPattern = String.raw`^(https://|http://(localhost|127\.0\.0\.1|\[::1\])(:|$))`;

/** What the code does, for its first line. */
export function summaryOf({ count: contacts, batchSize }: CodeRequest): string {
  return `Updates ${count(contacts, 'contact')} at Exotel, at most ${numberText(batchSize)} in a request.`;
}
