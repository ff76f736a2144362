import { contactFields, fieldOfKey, type ContactField } from '../contact';
import { jsonMembers } from '../json/jsonMembers';

/** A field that can be changed. */
export type ChangedField = Exclude<ContactField, 'sid'>;

export const changedFields = contactFields.filter((field) => field !== 'sid');

/** The fields of a contact, each with its value as JSON text; those that it does not have are absent. */
export type FieldTexts = { readonly [field in ChangedField]?: string };

/** The fields of a contact that is one faultless JSON object. Values stay as they are written, so that no number loses a digit. */
export function fieldTexts(contact: string): FieldTexts {
  const texts: { [field: string]: string } = {};
  for (const { name, start, end } of jsonMembers(contact, { start: 0, end: contact.length }) ?? []) {
    const field = fieldOfKey(name);
    if (field && field !== 'readOnly' && field !== 'sid') texts[field] = contact.slice(start, end);
  }
  return texts;
}
