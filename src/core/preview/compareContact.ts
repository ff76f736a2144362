import { changedFields, fieldTexts } from '../compare/fieldTexts';
import { isSameJson } from '../compare/isSameJson';
import { isSameValue } from '../compare/isSameValue';
import { memberTexts } from '../compare/memberTexts';

/** What would become of one field, or of one entry of `custom_field`. Values as JSON text; undefined where there is none. */
export interface FieldChange {
  /** "first_name", "custom_field.city" */
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * What an update would change in a contact, in the order of the reference. Values are compared, not the way they are written.
 *
 * A `custom_field` that is sent takes the place of the one that is there, entries that are not sent are gone: whether Exotel does so or
 * keeps them is not documented (inferred). Either way it is a change that is worth to look at.
 * @param sent the contact as it would be sent, and `remote` as Exotel has it: JSON objects
 */
export function compareContact(sent: string, remote: string): FieldChange[] {
  const [after, before] = [fieldTexts(sent), fieldTexts(remote)];
  return changedFields.flatMap((field): FieldChange[] => {
    const value = after[field];
    if (value === undefined || isSameValue(value, before[field])) return [];
    return field === 'custom_field'
      ? compareEntries(value, before[field])
      : [{ field, before: before[field], after: value }];
  });
}

function compareEntries(after: string, before = '{}'): FieldChange[] {
  const [now, then] = [memberTexts(after), memberTexts(before)];
  const changes: FieldChange[] = [];
  for (const name of new Set([...now.keys(), ...then.keys()])) {
    const [a, b] = [then.get(name), now.get(name)];
    if (a !== undefined && b !== undefined && isSameJson(a, b)) continue;
    changes.push({ field: `custom_field.${name}`, before: a, after: b });
  }
  return changes;
}
