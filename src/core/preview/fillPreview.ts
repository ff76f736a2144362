import type { CheckedFile } from '../check/checkContacts';
import { isWellFormedSid, sidKey } from '../contact';
import type { ReadPart } from '../remote/readContacts';
import type { Steps } from '../steps';
import type { Preview } from './preview';

const rowsPerStep = 500;

/** Rows that would be sent and whose contacts can be read, by `sidKey`: no two of them have the same sid. @param only of these rows */
export function* rowsToCompare(checked: CheckedFile, only?: ReadonlySet<number>): Steps<Map<string, number>> {
  const rows = new Map<string, number>();
  for (const row of checked.file.rows.keys()) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const sid = checked.isSendable(row) && (!only || only.has(row)) ? checked.sidOf(row) : undefined;
    if (sid !== undefined && isWellFormedSid(sid)) rows.set(sidKey(sid), row);
  }
  return rows;
}

/** Takes what one request read. @param rows of `rowsToCompare` */
export function takePart(
  preview: Preview,
  rows: ReadonlyMap<string, number>,
  { contactText }: Pick<CheckedFile, 'contactText'>,
  { contacts, missing }: Pick<ReadPart, 'contacts' | 'missing'>,
): void {
  for (const { sid, text } of contacts) {
    const row = rows.get(sidKey(sid));
    if (row !== undefined) preview.compare({ row, sent: contactText(row)! }, text);
  }
  for (const sid of missing) {
    const row = rows.get(sidKey(sid));
    if (row !== undefined) preview.without(row, 'missing');
  }
}

/** Compares with the contacts of another file. What is not in it may be at Exotel all the same. */
export function* takeFile(
  preview: Preview,
  rows: ReadonlyMap<string, number>,
  { contactText }: Pick<CheckedFile, 'contactText'>,
  { file, sidOf }: CheckedFile,
): Steps<void> {
  const left = new Map(rows);
  let isAllRead = file.whole;
  for (const there of file.rows.keys()) {
    if (there % rowsPerStep === rowsPerStep - 1) yield;
    const key = sidKey(sidOf(there) ?? '');
    const isFaulty = file.rows.isFaulty(there);
    // It may be of any contact.
    if (isFaulty && key === '') isAllRead = false;
    const row = left.get(key);
    if (row === undefined) continue;
    left.delete(key);
    if (!isFaulty) preview.compare({ row, sent: contactText(row)! }, file.contactText(there));
  }
  if (isAllRead) for (const row of left.values()) preview.without(row, 'absent');
}
