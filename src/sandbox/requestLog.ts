/** What the sandbox remembers of one request: counts and shapes, never credentials or a contact's data. */
export interface RequestRecord {
  /** From 1, since the start or the last `clear`. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  /** When it came, in milliseconds of the epoch. */
  readonly time: number;
  /** Contacts in the request; 0 where it has none or cannot be read. */
  items: number;
  /** The sids asked for, in order; an empty text for a contact without one. */
  sids: readonly string[];
  /** The sids that were really created, changed or deleted. */
  readonly committed: string[];
  /** The status sent; undefined while there is none, or where the connection was cut first. */
  status: number | undefined;
  /** True once the connection of this request ended before its reply was sent whole. */
  cutOff: boolean;
}

/** Every request since the start, in order of arrival. */
export class RequestLog implements Iterable<RequestRecord> {
  private records: RequestRecord[] = [];

  get length(): number {
    return this.records.length;
  }

  at(index: number): RequestRecord | undefined {
    return this.records.at(index);
  }

  [Symbol.iterator](): IterableIterator<RequestRecord> {
    return this.records.values();
  }

  add(method: string, path: string): RequestRecord {
    const record: RequestRecord = {
      number: this.records.length + 1,
      method,
      path,
      time: Date.now(),
      items: 0,
      sids: [],
      committed: [],
      status: undefined,
      cutOff: false,
    };
    this.records.push(record);
    return record;
  }

  /** Forgets all requests and counts from 1 again. */
  clear(): void {
    this.records = [];
  }
}
