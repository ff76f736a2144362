import * as z from 'zod/mini';
import { contactFields, textFields, type ContactUpdate, type TextField, type JsonValue } from '../contact';
import { deepestCustomField } from '../json/jsonValueReader';

const text = z.optional(z.string());

/** By reference: what comes from JSON.parse is JSON already, and copying would drop a key named `__proto__`. */
const object = z.optional(z.custom<{ [key: string]: JsonValue }>(isCustomField));

function isCustomField(value: unknown): value is { [key: string]: JsonValue } {
  return isObject(value) && !Array.isArray(value) && !isDeeperThan(value, deepestCustomField);
}

/** Whether lists and objects nest deeper than `levels`; itself it goes no deeper than that. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (!isObject(value)) return false;
  if (levels === 0) return true;
  // A loop without an array or closure: this runs for every contact of a large file at every pause in typing.
  for (const key in value) if (isDeeperThan((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * The types that Exotel's fields take; anything it does not document is left out of the result. That a wrong type spoils the
 * whole request (400/1007), not just its item, is inferred from the server's Go messages; hence the strictness here.
 */
export const contactSchema = z.object({
  sid: text,
  ...(Object.fromEntries(textFields.map((field) => [field, text])) as { [field in TextField]: typeof text }),
  custom_field: object,
  custom: object,
});

const fieldNames: ReadonlySet<string> = new Set(contactFields);

/**
 * Whether these values are a contact as they are: only known fields, of the right types. Most contacts are such, and for them this
 * look replaces a parse and its copy. False says nothing.
 */
export function isReadAsItIs(values: Readonly<Record<string, unknown>>): values is Partial<ContactUpdate> {
  for (const key in values) {
    if (!fieldNames.has(key)) return false;
    const value = values[key];
    if (key === 'custom_field') {
      if (!isCustomField(value)) return false;
    } else if (typeof value !== 'string') return false;
  }
  return true;
}

/** The part of a row's values that is sent, when their types are right. */
export function contactIn(values: Readonly<Record<string, unknown>>): ContactUpdate {
  const { custom, custom_field = custom, ...texts } = values;
  const all: Readonly<Record<string, unknown>> = { ...texts, custom_field };
  return Object.fromEntries(
    contactFields.flatMap((field) => (all[field] === undefined ? [] : [[field, all[field]]])),
  ) as ContactUpdate;
}
