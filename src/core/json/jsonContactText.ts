import { fieldOfKey } from '../contact';
import type { TextRange } from '../problem';
import { jsonMembers } from './jsonMembers';
import type { TextSource } from '../text/textSource';

/**
 * A contact as Exotel takes it, cut from a faultless object of the text: the values stay as they are written, unknown and read-only
 * keys are left out, and `custom` becomes `custom_field`.
 */
export function jsonContactText(text: TextSource, row: TextRange): string {
  const members = jsonMembers(text, row)!.flatMap(({ name, start, end }) => {
    const field = fieldOfKey(name);
    return field && field !== 'readOnly' ? [`"${field}":${text.slice(start, end)}`] : [];
  });
  return `{${members.join(',')}}`;
}

/** An object with some of its members replaced or added; all other members stay as they are written. */
export function withMembers(object: string, added: ReadonlyMap<string, string>): string {
  const kept = jsonMembers(object, { start: 0, end: object.length })!.filter(({ name }) => !added.has(name));
  return `{${[
    ...kept.map(({ nameRange, end }) => object.slice(nameRange.start, end)),
    ...[...added].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
  ].join(',')}}`;
}

/** An object without a member; all other members stay as they are written. */
export function withoutMember(object: string, name: string): string {
  if (!object.includes(`"${name}"`)) return object;
  const members = jsonMembers(object, { start: 0, end: object.length })!;
  return `{${members
    .filter((member) => member.name !== name)
    .map(({ nameRange, end }) => object.slice(nameRange.start, end))
    .join(',')}}`;
}
