import type { JsonValue } from '../contact';

/** A field at three times: before the run, as the run sent it, and at Exotel now. Undefined where the contact has no such field. */
export interface ThreeValues {
  readonly before: JsonValue | undefined;
  readonly sent: JsonValue;
  readonly now: JsonValue | undefined;
}

/**
 * `unchanged`: it is as it was before. `restored`: it is as the run left it, and its value from before is known.
 * `conflict`: somebody has changed it since. `impossible`: it is as the run left it, and was empty before: to clear a field is not documented.
 */
export type Undoing = 'unchanged' | 'restored' | 'conflict' | 'impossible';

/** What taking a run back means for one field. */
export function undoField({ before, sent, now }: ThreeValues): Undoing {
  if (isEqual(now, before)) return 'unchanged';
  const isMerged = !isEqual(now, sent) && isEqual(now, merged(before, sent));
  if (!isEqual(now, sent) && !isMerged) return 'conflict';
  // Entries that the run added would stay, since what is sent is merged into what is there.
  if (isMerged && Object.keys(sent as object).some((key) => !Object.hasOwn(objectOf(before), key))) return 'impossible';
  return isEmpty(before) ? 'impossible' : 'restored';
}

/** Whether two values say the same. The order of an object's members does not count, and nothing, null, "" and {} are all empty. */
export function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return (isEmpty(a) && isEmpty(b)) || canonical(a) === canonical(b);
}

/** A reply has "" or {} for a field that a contact does not have (inferred from the sample of the reference, which has every field). */
export function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (isObject(value) && Object.keys(value).length === 0);
}

/** Whether Exotel replaces `custom_field` or merges what is sent into it is not documented, so either is what the run left. */
function merged(before: JsonValue | undefined, sent: JsonValue): JsonValue {
  return isObject(sent) ? { ...objectOf(before), ...sent } : sent;
}

function objectOf(value: JsonValue | undefined): { readonly [key: string]: JsonValue } {
  return isObject(value) ? value : {};
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function canonical(value: JsonValue | undefined): string | undefined {
  return JSON.stringify(value, (_key, part: unknown) =>
    isObject(part as JsonValue)
      ? Object.fromEntries(Object.entries(part as object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}
