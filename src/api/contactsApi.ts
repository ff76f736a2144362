import type { Answer, ListsAnswer, ReadAnswer } from './answer';

export interface Credentials {
  readonly apiKey: string;
  readonly apiToken: string;
  readonly accountSid: string;
}

/** A page of contacts, in the order of their creation. */
export interface PageQuery {
  /** Of the first contact, from 0. */
  readonly offset: number;
  /** At most 20; source: reference of "get details of bulk contacts". */
  readonly limit: number;
  /** The sid of a list, where only its contacts are wanted. */
  readonly list?: string | undefined;
}

/** Exotel's contacts API for one account. Made with its origin and credentials; both stay inside. */
export interface ContactsApi {
  /**
   * PUT /v2/accounts/<sid>/contacts, at most 5,000 contacts. Aborting the signal ends it with `noAnswer` and cause `stopped`.
   * @param body `{"contacts":[…]}` in UTF-8, which goes out as it is
   * @param onSent called when the last byte of the request was handed to the system, and the reply is to come
   */
  updateContacts(body: Buffer, signal?: AbortSignal, onSent?: () => void): Promise<Answer>;
  /** POST of the same; an existing number comes back as an item of code 409. */
  createContacts(body: Buffer, signal?: AbortSignal, onSent?: () => void): Promise<Answer>;
  /** DELETE of one contact. */
  deleteContact(sid: string, signal?: AbortSignal, onSent?: () => void): Promise<Answer>;
  /** POST of `{"contact_references":[{"contact_sid":…}]}` to a list, at most 5,000. The items of the reply are inferred from clients. */
  addToList(list: string, body: Buffer, signal?: AbortSignal, onSent?: () => void): Promise<Answer>;
  /** POST of a new list; a name that is taken comes back as an item of code 409, without a sid. */
  createList(name: string, signal?: AbortSignal): Promise<Answer>;
  /** GET of a page of lists, in the order of their creation. @param limit at most 20 */
  readLists(offset: number, limit: number, signal?: AbortSignal): Promise<ListsAnswer>;
  /** GET of a page of contacts. */
  readPage(page: PageQuery, signal?: AbortSignal): Promise<ReadAnswer>;
  /** GET of one contact; where there is none, the request is refused with 404. */
  readContact(sid: string, signal?: AbortSignal): Promise<ReadAnswer>;
  /** GET of one contact's page, the cheapest call that proves key, token, account and region. */
  testConnection(signal?: AbortSignal): Promise<Answer>;
}
