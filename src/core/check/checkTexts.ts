import { textFields, type TextField } from '../contact';
import { checkDamage, checkLost } from './checkDamage';
import { checkEmail } from './checkEmail';
import { checkNumber } from './checkNumber';
import type { Finding } from './finding';

export type Texts = { readonly [field in TextField]?: string | undefined };

const none: readonly (Finding & { readonly field: TextField })[] = [];

/** What is wrong with the texts of a contact: one finding a field. */
export function checkTexts(contact: Texts): readonly (Finding & { readonly field: TextField })[] {
  let found: (Finding & { readonly field: TextField })[] | undefined;
  for (const field of textFields) {
    const value = contact[field];
    if (value === undefined) continue;
    const finding = checkText(field, value);
    if (finding) (found ??= []).push({ ...finding, field });
  }
  return found ?? none;
}

function checkText(field: TextField, value: string): Finding | undefined {
  if (field === 'number') return foremost(value, checkNumber(value) ?? checkDamage(value));
  if (field === 'email') return foremost(value, checkEmail(value) ?? checkDamage(value));
  return checkDamage(value);
}

/** What is lost comes first: the rest follows from it. */
function foremost(value: string, finding: Finding | undefined): Finding | undefined {
  return finding && (checkLost(value) ?? finding);
}
