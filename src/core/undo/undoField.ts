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
 * `conflict`: somebody has changed it since. `impossible`: it is as the run left it, and cannot be as before: to clear a field is not
 * documented. `mayRemain`: the same as `restored`, but entries of `custom_field` that the run added may stay, since to remove an entry is
 * not documented. `remain`: all that can be restored is as before, and these entries did stay.
 */
export type Undoing = 'unchanged' | 'restored' | 'conflict' | 'impossible' | 'mayRemain' | 'remain';

/** What taking a run back means for one field. */
export function undoField({ before, sent, now }: ThreeValues): Undoing {
  if (isSameValue(now, before)) return 'unchanged';
  const isAsSent = isSameValue(now, sent);
  if (isAsSent && isEmptyText(before)) return 'impossible';
  if (!isObject(before) || !isObject(sent)) return isAsSent ? 'restored' : 'conflict';
  // Whether Exotel replaces `custom_field` or merges what is sent into it is not documented, so either is what the run left.
  if (isAsSent && isReplaced(before, sent)) return 'restored';
  if (isAsSent || isSameValue(now, merged(before, sent)))
    return entriesToRemain(before, now).length > 0 ? 'mayRemain' : 'restored';
  return isSameValue(now, merged(sent, before)) ? 'remain' : 'conflict';
}

/**
 * The entries of an object that another one does not have, with those of objects within it: "city", "home.city". They stay when the other
 * one is merged into it, and go when it takes its place.
 */
export function entriesToRemain(before: string | undefined, now: string | undefined): string[] {
  if (!isObject(before) || !isObject(now)) return [];
  const known = memberTexts(before);
  return [...memberTexts(now)].flatMap(([name, value]) =>
    known.has(name) ? entriesToRemain(known.get(name), value).map((inner) => `${name}.${inner}`) : [name],
  );
}

/** An object from before whose entries are not all in what was sent is gone where that is all that there is: it was not merged. */
function isReplaced(before: string, sent: string): boolean {
  const known = memberTexts(sent);
  return [...memberTexts(before).keys()].some((name) => !known.has(name));
}

function isObject(text: string | undefined): text is string {
  return text?.startsWith('{') ?? false;
}

function merged(first: string, second: string): string {
  const members = new Map([...memberTexts(first), ...memberTexts(second)]);
  return `{${[...members].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}
