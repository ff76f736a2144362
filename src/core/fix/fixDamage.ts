import { repairText } from '../check/checkDamage';
import type { ContactField } from '../contact';

export interface Repair {
  readonly text: string;
  readonly kind: 'quotes' | 'apostrophe' | 'invisible';
  readonly isPreferred: boolean;
}

/** White space and invisible characters. */
const unseen = /[ \u00a0\u00ad\u2007\u200b-\u200f\u202a-\u202f\u2060\u2066-\u2069\ufeff]+/g;
/** Marks of the direction of text: beside letters that run from right to left they may be there for a reason. */
const direction = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A text without what a spreadsheet or word processor left in it. Numbers and addresses that become sound by it are so for certain.
 * In other texts only what is invisible is: curly quotes can be the author's own, and names can begin with an apostrophe.
 */
export function repairDamage(value: string, field: ContactField | undefined): Repair | undefined {
  const text = field === 'email' ? repairText(value, false).trim() : repairText(value, field === 'number');
  if (text === value) return undefined;
  const kind = /[\u2018-\u201f]/.test(value) ? 'quotes' : value.startsWith("'") ? 'apostrophe' : 'invisible';
  return { text, kind, isPreferred: field === 'number' || field === 'email' || changesUnseenOnly(value, text) };
}

function changesUnseenOnly(value: string, text: string): boolean {
  if (direction.test(value) && rightToLeft.test(value)) return false;
  return value.replace(unseen, '') === text.replace(unseen, '');
}
