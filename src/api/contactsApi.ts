import type { Answer } from './answer';

export interface Credentials {
  readonly apiKey: string;
  readonly apiToken: string;
  readonly accountSid: string;
}

/** Exotel's contacts API for one account. Made with its origin and credentials; both stay inside. */
export interface ContactsApi {
  /**
   * PUT /v2/accounts/<sid>/contacts, at most 5,000 contacts, each as JSON text, which goes out as it is. Aborting the signal ends it
   * with `noAnswer` and cause `stopped`.
   */
  updateContacts(contacts: readonly string[], signal?: AbortSignal): Promise<Answer>;
  /** POST of the same; an existing number comes back as an item of code 409. */
  createContacts(contacts: readonly string[], signal?: AbortSignal): Promise<Answer>;
  /** GET of one contact's page, the cheapest call that proves key, token, account and region. */
  testConnection(signal?: AbortSignal): Promise<Answer>;
}
