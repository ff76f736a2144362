import { workspace, type Uri } from 'vscode';
import { sidKey } from '../../core/contact';
import { count } from '../../core/count';
import { contactLine, downloadedContact } from '../../core/download/downloadedContact';
import { UserError } from '../../core/userError';
import { freeName } from '../files/freeName';
import { fileLabel } from '../fileLabel';
import { readBySid } from '../remote/readBySid';
import type { PlannedDeletion } from './confirmDelete';

/**
 * Reads the contacts that are about to be deleted, and writes them to a new file beside theirs: as new contacts, so that the file can
 * create them again. Their sids are under a name that is never sent.
 * @throws UserError when Exotel cannot be read or the file cannot be written; CancellationError when the user cancels
 */
export async function saveCopy({ contacts, toSend, chosen, plan }: PlannedDeletion): Promise<Uri> {
  const sids = plan.requests.flat().map((row) => toSend.sidOf(row)!);
  const title = `Saving a copy of ${count(sids.length, 'contact')}`;
  const { found } = await readBySid(chosen, sids, title);
  const lines = sids.flatMap((sid) => {
    const text = found.get(sidKey(sid));
    return text === undefined ? [] : [contactLine(withoutSid(downloadedContact(text)))];
  });
  const uri = await freeName(contacts.uri, 'deleted');
  try {
    await workspace.fs.writeFile(uri, Buffer.from(`{"contacts":[\n  ${lines.join(',\n  ')}\n]}\n`));
  } catch (cause) {
    const message = `${fileLabel(uri)} cannot be written, so nothing was deleted. Check that the folder exists and can be written to.`;
    throw new UserError('cannot-write', message, [], { cause });
  }
  return uri;
}

function withoutSid(contact: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...contact].map(([name, value]) => [name === 'sid' ? 'exotel_sid' : name, value]));
}
