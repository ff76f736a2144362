import type { Uri } from 'vscode';
import { workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { sidEdits, type SidEdits, type SidsOfRows } from '../../core/create/sidEdits';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { toRange } from '../files/toRange';
import { builtInCommands, commandId } from '../ids';
import { openDocument } from '../openDocument';
import { readContacts, type CheckedContacts } from '../readContacts';

const mostTries = 5;

export interface WrittenSids {
  /** The file with the sids; undefined when there was nothing to write. */
  readonly contacts: CheckedContacts | undefined;
  /** The file as it was, and the sids that were not written to it. */
  readonly before: CheckedContacts;
  readonly left: SidEdits['left'];
}

/**
 * Writes the sids of new contacts into their file as one edit that can be undone. What had no unsaved changes is saved.
 * @param sidsIn finds the rows in the file as it is now; those that have a sid are passed over
 * @throws UserError when VS Code cannot open the file, or would lose characters; Error when it cannot be edited or saved
 */
export async function writeSids(
  uri: Uri,
  sidsIn: (contacts: CheckedContacts, document: TextDocument) => SidsOfRows | Promise<SidsOfRows>,
): Promise<WrittenSids> {
  const document = await open(uri);
  for (let tries = 0; tries < mostTries; tries++) {
    const before = await readContacts(uri, { forNew: true });
    const { edits, left } = sidEdits(before.checked, await sidsIn(before, document));
    if (edits.length === 0) return { contacts: undefined, before, left };
    const isClean = !document.isDirty && !document.isUntitled;
    if (isClean) await requireSaveable(document);
    const edit = new WorkspaceEdit();
    for (const { text, ...range } of edits) edit.replace(uri, toRange(range, before.lines), text);
    // Somebody types: the places are to be found again.
    if (document.version !== before.version) continue;
    if (!(await workspace.applyEdit(edit))) continue;
    const contacts = await readContacts(uri, { forNew: true });
    if (isClean && !(await document.save())) throw new Error('The file cannot be saved.');
    return { contacts, before, left };
  }
  throw new Error('The file is being edited.');
}

/**
 * Opens a file that no editor has in the encoding in which it was read.
 * @throws UserError when VS Code cannot, as for a file over 50 MB
 */
async function open(uri: Uri): Promise<TextDocument> {
  const known = openDocument(uri);
  if (known) return known;
  try {
    const { encoding } = await readContacts(uri, { forNew: true });
    return await workspace.openTextDocument(uri, { encoding: encoding.name });
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const message = `VS Code can’t open ${fileLabel(uri)} for editing, so the new contacts’ SIDs weren’t written to it. Export them instead.`;
    throw new UserError('not-opened', message, [{ title: 'Export…', command: commandId('exportResults') }], { cause });
  }
}

/**
 * An editor may have the file open in an encoding that is not the file's, and saving it would replace what could not be read.
 * @throws UserError when it would
 */
async function requireSaveable({ uri, encoding }: TextDocument): Promise<void> {
  const bytes = await workspace.fs.readFile(uri);
  const text = await workspace.decode(bytes, { encoding });
  if (Buffer.from(await workspace.encode(text, { encoding })).equals(bytes)) return;
  const message =
    `${fileLabel(uri)} is open as ${encoding}, and saving it would lose characters, so the new contacts’ SIDs weren’t written to it. ` +
    'Reopen it with the right encoding, then retry.';
  throw new UserError('wrong-encoding', message, [{ title: 'Reopen', command: builtInCommands.changeEncoding }]);
}
