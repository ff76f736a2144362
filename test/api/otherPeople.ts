import { isSameValue } from '../../src/core/compare/isSameValue';
import type { ContactFields } from '../../src/sandbox/contactStore';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';

/** A field of a contact. */
export const placeOf = (sid: string, field: string) => `${field} of ${sid}`;

/** What others do to the contacts of the sandbox, and what they did. */
export class OtherPeople {
  readonly deleted = new Set<string>();
  /** By `placeOf`: what they changed a field to, one value after the other. */
  readonly values = new Map<string, unknown[]>();

  constructor(private readonly sandbox: Sandbox) {}

  /** @param changes by the number of the contact */
  change(changes: readonly (ContactFields | 'deleted' | undefined)[]): void {
    const { contacts } = this.sandbox;
    for (const [n, values] of changes.entries()) {
      const contact = contacts.get(sidOf(n));
      if (!contact || !values) continue;
      if (values === 'deleted') {
        contacts.delete(contact.sid);
        this.deleted.add(contact.sid);
        continue;
      }
      for (const [field, value] of Object.entries(values)) {
        if (isSameValue(JSON.stringify(contact[field as keyof ContactFields]), JSON.stringify(value))) continue;
        const place = placeOf(contact.sid, field);
        this.values.set(place, [...(this.values.get(place) ?? []), value]);
      }
      contacts.update(contact, values);
    }
  }
}
