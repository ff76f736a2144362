import type { FieldChange } from './compareContact';

/** A value for people: texts without their quotes, and a word for none. */
export function valueText(value: string | undefined): string {
  if (value === undefined || value === '""') return '(empty)';
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}

/** "first_name: Asha → Aisha; tag: (empty) → Member" */
export function describeChanges(changes: readonly FieldChange[]): string {
  return changes.map(({ field, before, after }) => `${field}: ${valueText(before)} → ${afterText(after)}`).join('; ');
}

/** An entry of `custom_field` that is not sent. */
function afterText(after: string | undefined): string {
  return after === undefined ? '(removed)' : valueText(after);
}
