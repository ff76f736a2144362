import { jsonMembers } from '../json/jsonMembers';

/** The members of a faultless JSON object, each with its value as it is written; of anything else, none. */
export function memberTexts(object: string): Map<string, string> {
  const members = jsonMembers(object, { start: 0, end: object.length }) ?? [];
  return new Map(members.map(({ name, start, end }) => [name, object.slice(start, end)]));
}
