import type { Uri } from 'vscode';
import { workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { sidEdits, type SidsOfRows } from '../../core/create/sidEdits';
import { toRange } from '../files/toRange';
import { readContacts, type CheckedContacts } from '../readContacts';

const mostTries = 5;

/** A file whose contacts have their sids, as it is now, and as it was before. */
export interface Rewritten {
  readonly before: CheckedContacts;
  readonly after: CheckedContacts;
}

/**
 * Writes the sids of new contacts into their file as one edit that can be undone. What had no unsaved changes is saved.
 * @param sidsIn finds the rows in the file as it is now; those that have a sid are passed over
 * @returns undefined when there was nothing to write
 * @throws Error when the file cannot be opened, edited or saved
 */
export async function writeSids(
  uri: Uri,
  sidsIn: (contacts: CheckedContacts, document: TextDocument) => SidsOfRows | Promise<SidsOfRows>,
): Promise<Rewritten | undefined> {
  const document = await workspace.openTextDocument(uri);
  for (let tries = 0; tries < mostTries; tries++) {
    const before = await readContacts(uri, { forNew: true });
    const { checked, lines } = before;
    const wanted = await sidsIn(before, document);
    const sids = new Map([...wanted].filter(([row]) => checked.sidOf(row) === undefined));
    if (sids.size === 0) return undefined;
    const edit = new WorkspaceEdit();
    for (const { text, ...range } of sidEdits(checked.file, sids)) edit.replace(uri, toRange(range, lines), text);
    // Somebody types: the places are to be found again.
    if (document.version !== before.version) continue;
    const isClean = !document.isDirty && !document.isUntitled;
    if (!(await workspace.applyEdit(edit))) continue;
    const after = await readContacts(uri, { forNew: true });
    if (isClean && !(await document.save())) throw new Error('The file cannot be saved.');
    return { before, after };
  }
  throw new Error('The file is being edited.');
}
