import assert from 'node:assert/strict';
import { isSameValue } from '../../src/core/compare/isSameValue';
import type { FieldChange } from '../../src/core/preview/compareContact';
import type { StoredContact } from '../../src/sandbox/contactStore';

const texts = ['number', 'first_name', 'last_name', 'company_name', 'email', 'tag'] as const;

/** All values of a contact by the names that a preview gives them, as JSON text. */
function valuesOf({ custom_field: custom, ...contact }: StoredContact): Map<string, string> {
  const fields = texts.map((field) => [field, JSON.stringify(contact[field])] as const);
  const entries = Object.entries(custom).map(
    ([name, value]) => [`custom_field.${name}`, JSON.stringify(value)] as const,
  );
  return new Map([...fields, ...entries]);
}

/** Asserts, field by field, that what a preview said of a contact is what became of it, and all that did. */
export function checkPreview(changes: readonly FieldChange[], before: StoredContact, after: StoredContact): void {
  const [then, now] = [valuesOf(before), valuesOf(after)];
  for (const { field, before: was, after: is } of changes) {
    assert.ok(isSameValue(was, then.get(field)), field);
    assert.ok(isSameValue(is, now.get(field)), field);
  }
  const changed = new Set(changes.map(({ field }) => field));
  for (const field of new Set([...then.keys(), ...now.keys()])) {
    if (!changed.has(field)) assert.equal(now.get(field), then.get(field), field);
  }
}
