import { randomUUID } from 'node:crypto';

/** A list as it is kept. */
export interface StoredList {
  readonly sid: string;
  readonly name: string;
  /** Sids of its contacts. */
  readonly contacts: Set<string>;
}

/** The lists of the sandbox's account, in the order of their creation. */
export class ContactLists {
  private readonly bySid = new Map<string, StoredList>();

  /** @returns the list's sid */
  add(contactSids: Iterable<string>, name = `List ${this.bySid.size + 1}`): string {
    const sid = randomUUID().replaceAll('-', '');
    this.bySid.set(sid, { sid, name, contacts: new Set(contactSids) });
    return sid;
  }

  get(sid: string): StoredList | undefined {
    return this.bySid.get(sid);
  }

  withName(name: string): StoredList | undefined {
    return [...this.bySid.values()].find((list) => list.name === name);
  }

  values(): readonly StoredList[] {
    return [...this.bySid.values()];
  }
}
