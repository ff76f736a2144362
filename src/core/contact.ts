/**
 * Fields that a contact file may hold and the API takes; source: Exotel's reference, table of "create contacts". A new one goes at the
 * end: the records of runs that are kept have hashes in which a field counts by its index.
 */
export const contactFields = [
  'sid',
  'number',
  'first_name',
  'last_name',
  'company_name',
  'email',
  'tag',
  'custom_field',
] as const;

export type ContactField = (typeof contactFields)[number];

export type TextField = Exclude<ContactField, 'sid' | 'custom_field'>;

/** The fields that hold text for people and networks. */
export const textFields = contactFields.filter((field) => field !== 'sid' && field !== 'custom_field');

/** What Exotel returns with a contact and cannot be set. Silently ignored, so that an export can be sent back. */
export const readOnlyFields = ['date_created', 'date_updated', 'account_sid', 'uri'] as const;

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** One contact as it is sent: its identity, and only the fields to change. */
export type ContactUpdate = { sid: string; custom_field?: { [key: string]: JsonValue } } & {
  [field in TextField]?: string;
};

/** What a file says of a contact, whether it has a sid or not. */
export type KnownContact = Partial<ContactUpdate>;

/**
 * What may be a part of an address or of a file as a sid: every sid in the reference, and more, but nothing that has a meaning there. The
 * same as in api/, since neither room runs code of the other; a test compares them.
 */
export const plainSid = /^[\w-]{1,64}$/;

/** Whether a sid is written like each one in the reference: 32 hexadecimal digits. */
export function isWellFormedSid(sid: string): boolean {
  return /^[0-9a-f]{32}$/i.test(sid);
}

/**
 * Two spellings of one contact. Every sid that Exotel shows is lower-case hexadecimal, so case is taken to carry no
 * meaning (inferred: no page says so).
 */
export function sidKey(sid: string): string {
  return sid.toLowerCase();
}

/** What exports add to a contact, and nothing of it is ever read. */
const exportPrefix = 'exotel_';

const byName = new Map<string, ContactField>([...contactFields.map((field) => [field, field] as const)]);
byName.set('custom', 'custom_field');

/**
 * The field that a JSON key names, exactly as Exotel writes it; `custom` is the reference's other name for `custom_field`. `readOnly`:
 * passed over, as Exotel sets it, or an export of ours wrote it.
 */
export function fieldOfKey(key: string): ContactField | 'readOnly' | undefined {
  return byName.get(key) ?? (isPassedOver(key) ? 'readOnly' : undefined);
}

function isPassedOver(key: string): boolean {
  return key.startsWith(exportPrefix) || (readOnlyFields as readonly string[]).includes(key);
}

/** What a CSV column holds: a whole field, one entry of `custom_field`, something read-only, or nothing that Exotel documents. */
export type ColumnTarget =
  | { kind: 'field'; field: ContactField }
  | { kind: 'customEntry'; key: string }
  | { kind: 'readOnly' }
  | { kind: 'unknown' };

/** Reads a column's name in any case, with spaces or dashes for underscores: `First Name`, `custom_field.city`. */
export function targetOfColumn(name: string): ColumnTarget {
  const trimmed = name.trim();
  const dot = trimmed.indexOf('.');
  if (dot > 0 && canonical(trimmed.slice(0, dot)) === 'custom_field' && dot < trimmed.length - 1) {
    return { kind: 'customEntry', key: trimmed.slice(dot + 1).trim() };
  }
  const field = canonical(trimmed);
  if (field === 'readOnly') return { kind: 'readOnly' };
  return field ? { kind: 'field', field } : { kind: 'unknown' };
}

function canonical(name: string) {
  return fieldOfKey(name.toLowerCase().replace(/[\s-]+/g, '_'));
}
