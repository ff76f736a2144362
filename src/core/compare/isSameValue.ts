import { isSameJson } from './isSameJson';

/**
 * Whether two values of a field say the same, as JSON text; undefined where the contact has no such field. All that is empty is the same: a
 * reply has "" or {} for a field that a contact does not have (inferred from the sample of the reference, which has every field).
 */
export function isSameValue(a: string | undefined, b: string | undefined): boolean {
  return isEmptyText(a) || isEmptyText(b) ? isEmptyText(a) && isEmptyText(b) : isSameJson(a!, b!);
}

export function isEmptyText(text: string | undefined): boolean {
  return text === undefined || text === '""' || text === 'null' || /^\{\s*\}$/.test(text);
}
