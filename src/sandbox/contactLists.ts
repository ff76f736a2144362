import { randomUUID } from 'node:crypto';

/** The lists of the sandbox's account: only which contacts they hold. */
export class ContactLists {
  private readonly bySid = new Map<string, ReadonlySet<string>>();

  /** @returns the list's sid */
  add(contactSids: Iterable<string>): string {
    const sid = randomUUID().replaceAll('-', '');
    this.bySid.set(sid, new Set(contactSids));
    return sid;
  }

  /** The sids of its contacts. */
  get(sid: string): ReadonlySet<string> | undefined {
    return this.bySid.get(sid);
  }
}
