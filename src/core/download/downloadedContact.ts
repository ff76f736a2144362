import { contactFields } from '../contact';
import { jsonMembers } from '../json/jsonMembers';

/** The dates that Exotel sets: nobody can change them, but they say how old what was downloaded is. */
export const dateFields = ['date_created', 'date_updated'] as const;

/** What a download keeps of a contact: JSON text of each value, in the order of `contactFields`. `custom` is under `custom_field`. */
export type DownloadedContact = ReadonlyMap<string, string>;

const kept: readonly string[] = [...contactFields, ...dateFields];

/** @param text a contact as Exotel returned it, or a line of `contactLine`. A null says nothing, and could not be sent back */
export function downloadedContact(text: string): DownloadedContact {
  const values = new Map<string, string>();
  for (const { name, field, start, end } of jsonMembers(text, { start: 0, end: text.length }) ?? []) {
    const value = text.slice(start, end);
    if (value !== 'null') values.set(field ?? name, value);
  }
  return new Map(kept.flatMap((name) => (values.has(name) ? [[name, values.get(name)!]] : [])));
}

/** A contact as a line of JSON Lines, without the line end: its values as Exotel wrote them. */
export function contactLine(contact: DownloadedContact): string {
  return `{${[...contact].map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}
