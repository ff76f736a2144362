import type { Uri } from 'vscode';
import { workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { sidEdits, type SidsOfRows } from '../../core/create/sidEdits';
import { toRange } from '../files/toRange';
import { readContacts, type CheckedContacts } from '../readContacts';

const mostTries = 5;

/**
 * Writes the sids of new contacts into their file as one edit that can be undone. What had no unsaved changes is saved.
 * @param sidsIn finds the rows in the file as it is now; those that have a sid are passed over
 * @returns the file as it is then; undefined when there was nothing to write
 * @throws Error when the file cannot be opened, edited or saved
 */
export async function writeSids(
  uri: Uri,
  sidsIn: (contacts: CheckedContacts, document: TextDocument) => SidsOfRows | Promise<SidsOfRows>,
): Promise<CheckedContacts | undefined> {
  const document = await workspace.openTextDocument(uri);
  for (let tries = 0; tries < mostTries; tries++) {
    const contacts = await readContacts(uri, { forNew: true });
    const { checked, lines, version } = contacts;
    const wanted = await sidsIn(contacts, document);
    const sids = new Map([...wanted].filter(([row]) => checked.sidOf(row) === undefined));
    if (sids.size === 0) return undefined;
    const edit = new WorkspaceEdit();
    for (const { text, ...range } of sidEdits(checked.file, sids)) edit.replace(uri, toRange(range, lines), text);
    // Somebody types: the places are to be found again.
    if (document.version !== version) continue;
    const isClean = !document.isDirty && !document.isUntitled;
    if (!(await workspace.applyEdit(edit))) continue;
    const after = await readContacts(uri, { forNew: true });
    if (isClean && !(await document.save())) throw new Error('The file cannot be saved.');
    return after;
  }
  throw new Error('The file is being edited.');
}
