import type { Answer } from '../../api/answer';
import type { ContactsApi } from '../../api/contactsApi';
import type { JsonBytes } from '../text/jsonBytes';
import type { Operation } from './operation';
import { bodyOf, requestBody } from './requestBody';

/** Sends one request, which is made. @param onSent called when its last byte was handed to the system */
export type Send = (signal: AbortSignal, onSent: () => void) => Promise<Answer>;

/** Makes the request for some rows; its body is made at once. */
export type MakeRequest = (rows: readonly number[]) => Send;

export type SendingApi = Pick<ContactsApi, 'updateContacts' | 'createContacts' | 'deleteContact' | 'addToList'>;

/** What the requests say of a row that is sent. */
export interface SentRows {
  /** Adds its contact, as JSON. */
  readonly addContact: (row: number, to: JsonBytes) => void;
  readonly sidOf: (row: number) => string | undefined;
}

/** How the rows of a run become requests: the one place that knows what the operations send. */
export function requestsOf(operation: Operation, api: SendingApi, { addContact, sidOf }: SentRows): MakeRequest {
  switch (operation.kind) {
    case 'update':
    case 'create': {
      const call = operation.kind === 'update' ? 'updateContacts' : 'createContacts';
      return (rows) => {
        const body = bodyOf(rows, addContact);
        return (signal, onSent) => api[call](body, signal, onSent);
      };
    }
    case 'delete':
      return ([row]) => {
        const sid = sidOf(row!)!;
        return (signal, onSent) => api.deleteContact(sid, signal, onSent);
      };
    case 'addToList':
      return (rows) => {
        const references = rows.map((row) => JSON.stringify({ contact_sid: sidOf(row) }));
        const body = requestBody(references, 'contact_references');
        return (signal, onSent) => api.addToList(operation.list.sid, body, signal, onSent);
      };
  }
}
