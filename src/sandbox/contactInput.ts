import type { JsonValue } from '../core/contact';
import { apiErrors } from './apiErrors';
import { type ContactFields, storedTexts } from './contactStore';
import { failure } from './envelope';
import type { Item } from './envelope';

/** One contact of a request body. */
export type ContactInput = ContactFields & { sid?: string };

/** The Go decoder's complaint about one value: it fails the whole request with 400/1007 (inferred). */
export class UnreadableBody extends Error {}

/**
 * Reads the fields that Exotel documents and passes over others; null leaves a field as it is, as Go's decoder would (inferred).
 * @throws UnreadableBody for a value of the wrong JSON type
 */
export function readContact(value: unknown): ContactInput {
  const from = fieldsOf(value, 'Contact');
  const contact: ContactInput = {};
  for (const field of ['sid', ...storedTexts] as const) {
    const text = from[field];
    if (text === undefined || text === null) continue;
    if (typeof text !== 'string') throw wrongType(text, field, 'string');
    contact[field] = text;
  }
  const custom = from['custom_field'] ?? from['custom'];
  if (custom !== undefined && custom !== null) {
    contact.custom_field = fieldsOf(custom, 'custom_field') as Record<string, JsonValue>;
  }
  return contact;
}

/** Exotel wants E.164 and guesses at the rest: digits with or without a plus, or a leading 0, are taken (inferred). */
export function checkNumber(number: string): Item | undefined {
  if (/^\+?\d{6,15}$/.test(number)) return undefined;
  return failure(400, apiErrors.invalid('Number is not valid'));
}

function fieldsOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(value, name, 'object');
  return value as Record<string, unknown>;
}

function wrongType(value: unknown, field: string, wanted: string) {
  const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  return new UnreadableBody(`json: cannot unmarshal ${type} into Go struct field Contact.${field} of type ${wanted}`);
}
