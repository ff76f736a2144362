import { CancellationError, Uri, workspace } from 'vscode';
import { contactLine } from '../../core/code/contactLine';
import type { CheckedFile } from '../../core/check/checkContacts';
import { numberText } from '../../core/count';
import { UserError } from '../../core/userError';
import { folderOf, isSameFile } from '../export/chooseTarget';
import { writeParts } from '../export/writeParts';
import { fileLabel } from '../fileLabel';
import { showWhenLong } from '../files/showWhenLong';
import { whyNotWritten } from '../files/whyNotWritten';
import { isMissing } from '../filesOfCommand';
import { baseName } from '../openDocument';
import { window } from '../window';

/**
 * Writes contacts to a file that code can read: as they would be sent, one a line.
 * @param source the file that they come from
 * @param wanted where to; asked for where it is missing
 * @throws UserError when it is not a Uri, is the source itself, or cannot be written; CancellationError when the user backs out
 */
export async function saveContacts(
  rows: readonly number[],
  { contactText }: CheckedFile,
  source: Uri,
  wanted: unknown,
): Promise<Uri> {
  const to = isMissing(wanted) ? await ask(source) : requireUri(wanted);
  if (isSameFile(to, source)) {
    throw new UserError(
      'same-file',
      `${fileLabel(to)} is the contacts file itself. Choose another file. Nothing was copied.`,
    );
  }
  try {
    await showWhenLong(`Writing ${fileLabel(to)}`, async (signal, report) => {
      const lines = (function* () {
        for (const row of rows) yield `${contactLine(contactText(row)!)}\n`;
      })();
      await writeParts(to, lines, { name: 'utf8', hasByteOrderMark: false }, signal, (done) =>
        report({
          message: `${numberText(done)} of ${numberText(rows.length)} contacts`,
          fraction: done / rows.length,
        }),
      );
    });
  } catch (cause) {
    const reason = whyNotWritten(cause);
    if (reason === undefined) throw cause;
    const message = `${fileLabel(to)} could not be written: ${reason}. Nothing was copied. Choose another file.`;
    throw new UserError('not-written', message, [], { cause });
  }
  return to;
}

function requireUri(wanted: unknown): Uri {
  if (!(wanted instanceof Uri)) {
    const message = 'The third argument of this command is the URI of the file to write. Nothing was copied.';
    throw new UserError('wrong-argument', message);
  }
  if (workspace.fs.isWritableFileSystem(wanted.scheme) !== false) return wanted;
  throw new UserError('read-only', `${fileLabel(wanted)} is in a read-only place. Choose another folder.`);
}

async function ask(source: Uri): Promise<Uri> {
  const to = await window.showSaveDialog({
    title: 'Save the Contacts to a File That the Code Reads',
    saveLabel: 'Save and Copy',
    defaultUri: Uri.joinPath(folderOf(source), `${baseName(source).replace(/\.[^.]*$/, '')}.request.jsonl`),
    filters: { 'JSON Lines': ['jsonl'] },
  });
  if (!to) throw new CancellationError();
  return to;
}
