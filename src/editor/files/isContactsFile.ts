import { Range, type TextDocument } from 'vscode';
import { formatOf } from '../../core/file/formatOf';

/** Characters at the beginning of a file that decide what it is. */
export const headLength = 64 * 1024;

/** Whether a document is a contacts file, judged by its name and its beginning. Where the name says no format, the beginning does. */
export async function isContactsFile(document: TextDocument): Promise<boolean> {
  if (!mayBeContacts(document)) return false;
  const [{ formatOfText }, { looksLikeContacts }] = await Promise.all([
    import('../../core/read/formatOfText.js'),
    import('../../core/read/looksLikeContacts.js'),
  ]);
  const head = document.getText(new Range(document.positionAt(0), document.positionAt(headLength)));
  const format = formatOf(document.uri.path) ?? formatOfText(head);
  return format !== undefined && looksLikeContacts(head, format);
}

/** Whether the name is one that contacts files have, or none yet. */
export function mayBeContacts({ isUntitled, uri }: TextDocument): boolean {
  return isUntitled || formatOf(uri.path) !== undefined;
}
