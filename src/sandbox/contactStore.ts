import { randomUUID } from 'crypto';
import type { ContactUpdate } from '../core/contact';

/** What a caller can set on a contact. */
export type ContactFields = Omit<ContactUpdate, 'sid'>;

/** A contact as Exotel returns it; source: the sample reply of "update bulk contacts". Dates are RFC 3339, UTC, in seconds. */
export interface StoredContact extends Required<ContactFields> {
  sid: string;
  date_created: string;
  date_updated: string;
  account_sid: string;
  uri: string;
}

const blankTexts = { number: '', first_name: '', last_name: '', company_name: '', email: '', tag: '' };

/** A contact of which nothing is known; this room may not import the list of the fields, but its type. */
const blank: Required<ContactFields> = { ...blankTexts, custom_field: {} };

export const storedTexts = Object.keys(blankTexts) as readonly (keyof typeof blankTexts)[];

const now = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/** What is kept of a contact; the rest follows from its sid and the account. */
type KeptContact = Omit<StoredContact, 'sid' | 'account_sid' | 'uri'>;

/**
 * The contacts of the sandbox's one account, by sid, in the order of their creation. Each is kept as JSON: as objects, a million contacts
 * take a gigabyte of the extension host.
 */
export class ContactStore {
  private readonly bySid = new Map<string, string>();
  private readonly sidOfNumber = new Map<string, string>();
  /** Completes numbers without a country's code, as Exotel does; which code it takes is not documented (inferred). */
  countryCode: string | undefined;
  /** An update over HTTP keeps the entries of `custom_field` that it does not name. Whether Exotel does so is not documented. */
  mergesCustomField = false;

  constructor(
    private readonly accountSid: string,
    private readonly initial: Iterable<ContactFields & { sid: string }>,
  ) {
    this.load(initial);
  }

  get size(): number {
    return this.bySid.size;
  }

  /** A copy of the contact. */
  get(sid: string): StoredContact | undefined {
    const kept = this.bySid.get(sid);
    return kept === undefined ? undefined : this.whole(sid, JSON.parse(kept) as KeptContact);
  }

  has(sid: string): boolean {
    return this.bySid.has(sid);
  }

  /** In the order of creation. */
  sids(): IterableIterator<string> {
    return this.bySid.keys();
  }

  *values(): IterableIterator<StoredContact> {
    for (const sid of this.bySid.keys()) yield this.get(sid)!;
  }

  withNumber(number: string): StoredContact | undefined {
    return this.get(this.sidOfNumber.get(this.completed(number)) ?? '');
  }

  /** Makes contacts known as they are given; one that is known already keeps the fields not given. */
  load(contacts: Iterable<ContactFields & { sid: string }>): void {
    for (const { sid, ...fields } of contacts) {
      const known = this.get(sid);
      if (known) this.update(known, fields);
      else this.add(sid, fields);
    }
  }

  create({ number = '', ...fields }: ContactFields): StoredContact {
    return this.add(randomUUID().replaceAll('-', ''), { number: this.completed(number), ...fields });
  }

  /**
   * Changes only the fields given; `custom_field` is replaced.
   * @returns the contact as it is then
   */
  update(contact: StoredContact, fields: ContactFields): StoredContact {
    if (fields.number !== undefined) {
      this.giveUpNumber(contact);
      if (fields.number) this.sidOfNumber.set(fields.number, contact.sid);
    }
    return this.keep({ ...contact, ...fields, date_updated: now() });
  }

  delete(sid: string): void {
    const contact = this.get(sid);
    if (!contact) return;
    this.bySid.delete(sid);
    this.giveUpNumber(contact);
  }

  /** Forgets everything but the contacts it was made with. */
  reset(): void {
    this.bySid.clear();
    this.sidOfNumber.clear();
    this.load(this.initial);
  }

  private completed(number: string): string {
    const { countryCode = '' } = this;
    if (countryCode === '' || number.startsWith('+')) return number;
    const digits = number.replace(/^0+/, '');
    return `+${digits.length > 10 && digits.startsWith(countryCode) ? '' : countryCode}${digits}`;
  }

  private giveUpNumber({ number, sid }: StoredContact): void {
    if (this.sidOfNumber.get(number) === sid) this.sidOfNumber.delete(number);
  }

  private add(sid: string, fields: ContactFields): StoredContact {
    const created = now();
    if (fields.number) this.sidOfNumber.set(fields.number, sid);
    return this.keep(this.whole(sid, { date_created: created, date_updated: created, ...blank, ...fields }));
  }

  private keep(contact: StoredContact): StoredContact {
    const { sid, account_sid: _, uri: __, ...kept } = contact;
    this.bySid.set(sid, JSON.stringify(kept satisfies KeptContact));
    return contact;
  }

  private whole(sid: string, { date_created, date_updated, ...fields }: KeptContact): StoredContact {
    const { accountSid } = this;
    const uri = `/v2/Accounts/${accountSid}/Contacts/${sid}`;
    return { sid, date_created, date_updated, account_sid: accountSid, ...fields, uri };
  }
}
