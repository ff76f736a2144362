import type { ExotelError } from '../../api/answer';
import { contactFields, type ContactField } from '../contact';

/**
 * The one field that an item's error is about, where its words name exactly one: 1001 "Number is mandatory", 1002 "Invalid
 * parameter". That contacts use these codes is inferred from the sibling APIs; 1000 "Contact not found" is about the row.
 */
export function fieldNamedBy({ code, message, description }: ExotelError): ContactField | undefined {
  if (code !== 1001 && code !== 1002) return undefined;
  const words = `${message ?? ''} ${description ?? ''}`.toLowerCase();
  const named = contactFields.filter((field) => new RegExp(`\\b${field.replace('_', '[_ ]?')}\\b`).test(words));
  return named.length === 1 ? named[0] : undefined;
}
