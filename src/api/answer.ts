/** Exotel's own words on why it refused something. */
export interface ExotelError {
  /** `error_data.code`, e.g. 1000; absent where the reply has none. */
  readonly code?: number;
  /** `error_data.message`, e.g. "Not Found". Plain text, cut to a readable length, control characters removed. */
  readonly message?: string;
  /** `error_data.description`, e.g. "Contact not found". Treated like `message`. */
  readonly description?: string;
}

/** One entry of a bulk reply's `response`, read tolerantly. */
export interface ReplyItem {
  /** `success` and `failure` only where `status` and `code` do not contradict each other; `unclear` for anything odd. */
  readonly result: 'success' | 'failure' | 'unclear';
  /** The item's own `code`, e.g. 200 or 404. */
  readonly code?: number;
  /** `data.sid`, where the item has one. Failures of an update have none. */
  readonly sid?: string;
  /** `data.number`, where the item has one. It names a contact that had no sid when it was sent. */
  readonly number?: string;
  readonly error?: ExotelError;
}

/** What a bulk reply's `metadata` counts; each absent where the reply does not say. */
export interface ReplyCounts {
  readonly total?: number | undefined;
  readonly success?: number | undefined;
  readonly failed?: number | undefined;
}

/** What the reply's headers say about the rate limit, in milliseconds from now; absent where they say nothing. */
export interface RateLimit {
  /** `Retry-After`, given in seconds or as a date. */
  readonly retryAfterMs?: number;
  /** `X-RateLimit-Remaining`. */
  readonly remaining?: number;
  /** `X-RateLimit-Reset`, an epoch in seconds, as milliseconds from now. */
  readonly resetMs?: number;
}

/** All that can come of one request. The client never throws for trouble of the network or the server. */
export type Answer =
  /** A reply that reports on items: 2xx with a readable `response`. */
  | {
      readonly kind: 'items';
      readonly status: number;
      readonly requestId?: string;
      readonly items: readonly ReplyItem[];
      readonly counts: ReplyCounts;
      readonly rateLimit: RateLimit;
    }
  /** The whole request was refused: any status outside 2xx, redirects among them. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: ExotelError; readonly rateLimit: RateLimit }
  /** A 2xx whose body cannot be read: not JSON, not the envelope, too large, too deep, cut off. `reason` is for the user. */
  | { readonly kind: 'unreadable'; readonly status: number; readonly reason: string }
  /** No reply. `delivered`: `no` only where the connection was never made, so nothing can have been committed. */
  | {
      readonly kind: 'noAnswer';
      readonly delivered: 'no' | 'maybe';
      readonly cause: 'timeout' | 'connection' | 'name' | 'certificate' | 'stopped';
      /** Node's or OpenSSL's code, e.g. ECONNREFUSED. */
      readonly errorCode?: string;
    };

/** What comes of a request in place of what was asked for. */
export type NoItems = Exclude<Answer, { kind: 'items' }>;

/** A contact as Exotel has it. */
export interface RemoteContact {
  /** Letters, digits, `_` and `-` only. */
  readonly sid: string;
  /** The whole contact as JSON text, the sid and what Exotel sets itself among it; its numbers have all of their digits. */
  readonly text: string;
}

/** A list of contacts as Exotel has it. */
export interface RemoteList {
  /** Letters, digits, `_` and `-` only. */
  readonly sid: string;
  /** Plain text. */
  readonly name: string;
}

/** All that can come of a request that reads lists. */
export type ListsAnswer =
  | {
      readonly kind: 'lists';
      /** Entries that cannot be read are left out. */
      readonly lists: readonly RemoteList[];
      /** Entries of the reply. */
      readonly entries: number;
      readonly rateLimit: RateLimit;
    }
  | NoItems;

/** All that can come of a request that reads contacts. */
export type ReadAnswer =
  | {
      readonly kind: 'contacts';
      readonly status: number;
      /** In the order of the reply; undefined for an entry that cannot be read. */
      readonly contacts: readonly (RemoteContact | undefined)[];
      /**
       * How many contacts there are, where `metadata.total` is larger than the page. The keys of `metadata` are not documented for this
       * request: elsewhere `total` is the number of all records or of those in the reply (inferred).
       */
      readonly total?: number;
      readonly rateLimit: RateLimit;
    }
  | NoItems;
