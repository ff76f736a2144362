import { isEmptyText, isSameValue } from '../compare/isSameValue';
import { memberTexts } from '../compare/memberTexts';

/** A field at three times, as JSON text: before the run, as the run sent it, and at Exotel now. Undefined where the contact has no such field. */
export interface ThreeValues {
  readonly before: string | undefined;
  readonly sent: string;
  readonly now: string | undefined;
}

/**
 * `unchanged`: it is as it was before. `restored`: it is as the run left it, and its value from before is known.
 * `conflict`: somebody has changed it since. `impossible`: it is as the run left it, and cannot be as before: to clear a field, or to
 * remove an entry of `custom_field`, is not documented.
 */
export type Undoing = 'unchanged' | 'restored' | 'conflict' | 'impossible';

/** What taking a run back means for one field. */
export function undoField({ before, sent, now }: ThreeValues): Undoing {
  if (isSameValue(now, before)) return 'unchanged';
  if (isSameValue(now, sent)) return isEmptyText(before) ? 'impossible' : 'restored';
  // Whether Exotel replaces `custom_field` or merges what is sent into it is not documented, so either is what the run left.
  const merged = isObject(before) && isObject(sent) ? mergedText(before, sent) : undefined;
  if (merged === undefined || !isSameValue(now, merged)) return 'conflict';
  return hasOnly(sent, before!) ? 'restored' : 'impossible';
}

function isObject(text: string | undefined): text is string {
  return text?.startsWith('{') ?? false;
}

function mergedText(before: string, sent: string): string {
  const members = new Map([...memberTexts(before), ...memberTexts(sent)]);
  return `{${[...members].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}

/** Whether all entries of an object were in another one: what was not would stay there. */
function hasOnly(object: string, other: string): boolean {
  const known = memberTexts(other);
  return [...memberTexts(object).keys()].every((name) => known.has(name));
}
