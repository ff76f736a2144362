import type { ContactFile } from '../file/contactFile';
import type { TextSource } from '../text/textSource';
import type { TextRange } from '../problem';
import { memberRange } from './removeMembers';
import type { TextEdit } from './textEdit';

/**
 * Moves one member of a JSON contact into its `custom_field`, which is made where there is none. Nothing where `custom_field` is no
 * object, or has an entry of that name.
 */
export function moveToCustom(file: ContactFile, row: number, key: string): TextEdit[] {
  const { text } = file;
  const fields = file.fieldRanges(row);
  const moved = fields.find(({ name }) => name === key);
  if (!moved) return [];
  const member = text.slice(moved.nameRange.start, moved.end);
  const custom = fields.find(({ field }) => field === 'custom_field');
  if (!custom) {
    return [{ start: moved.nameRange.start, end: moved.end, text: `"custom_field": { ${member} }` }];
  }
  const value: unknown = file.values(row)?.[custom.name];
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.hasOwn(value, key)) return [];
  const edits = [{ ...memberRange(fields, moved), text: '' }, insertion(text, custom, member)];
  return edits.sort((a, b) => a.start - b.start);
}

/** Behind the last entry, laid out like the first. */
function insertion(text: TextSource, custom: TextRange, member: string): TextEdit {
  const inside = text.slice(custom.start + 1, custom.end - 1);
  const place = custom.start + 1 + inside.trimEnd().length;
  if (inside.trim() === '') return { start: custom.start + 1, end: custom.end - 1, text: ` ${member} ` };
  const lead = /^\s*/.exec(inside)![0];
  return { start: place, end: place, text: `,${lead === '' ? '' : lead.includes('\n') ? lead : ' '}${member}` };
}
