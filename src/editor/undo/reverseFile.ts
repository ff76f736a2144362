import { workspace, type Uri } from 'vscode';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { freeName } from '../files/freeName';
import { window } from '../window';

/**
 * Writes the file that takes a run back beside the file of the run, under a name of its own, and opens it.
 * @throws UserError when it cannot be written
 */
export async function openReverseFile(source: Uri, text: string): Promise<Uri> {
  const uri = await freeName(source, 'undo');
  try {
    await workspace.fs.writeFile(uri, Buffer.from(text));
  } catch (cause) {
    const message = `${fileLabel(uri)} cannot be written. Check that the folder exists and can be written to, then undo the update again.`;
    throw new UserError('cannot-write', message, [], { cause });
  }
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
  return uri;
}
