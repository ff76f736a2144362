import { readSids } from '../chosenContacts';
import { copyAsCode, type CopyParts } from './copyAsCode';

/** Copies code that updates some contacts of a file. @param sids theirs @param language asked for where it is missing */
export async function copyRowsAsCode(parts: CopyParts, file: unknown, sids: unknown, language: unknown): Promise<void> {
  await copyAsCode(parts, file, language, undefined, readSids(sids, 'copied'));
}
