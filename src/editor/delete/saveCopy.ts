import { CancellationError, workspace } from 'vscode';
import { count, numberText, someOf } from '../../core/count';
import { contactLine, downloadedContact } from '../../core/download/downloadedContact';
import { UserError } from '../../core/userError';
import { freeName } from '../files/freeName';
import { fileLabel } from '../fileLabel';
import { window } from '../window';
import { readBySid, type RemoteContact } from '../remote/readBySid';
import type { PlannedDeletion } from './confirmDelete';

const mostLines = 10;

/**
 * Reads the contacts that are about to be deleted, and writes them to a new file beside theirs: as new contacts, so that the file can
 * create them again. Their sids are under a name that is never sent. A copy that would lack a contact is written only if the user says so.
 * @returns what was saved and what was not, in words
 * @throws UserError when Exotel cannot be read or the file cannot be written; CancellationError when the user backs out
 */
export async function saveCopy({ contacts, toSend, chosen, plan, rows }: PlannedDeletion): Promise<string> {
  const all = plan.requests.flat();
  const read = new Map<number, RemoteContact>();
  const those = (what: 'missing' | 'unread') => all.filter((row) => read.get(row) === what);
  for (let unread = all; unread.length > 0;) {
    const sids = unread.map((row) => toSend.sidOf(row)!);
    const found = await readBySid(chosen, sids, `Saving a copy of ${count(sids.length, 'contact')}`);
    unread.forEach((row, index) => read.set(row, found.contacts[index]!));
    unread = those('unread');
    if (
      unread.length > 0 &&
      !(await isTriedAgain(
        unread.map((row) => rows.line(row)),
        all.length,
      ))
    )
      break;
  }

  const lines = [...read.values()].flatMap((contact) =>
    typeof contact === 'string' ? [] : [contactLine(withoutSid(downloadedContact(contact.text)))],
  );
  const notSaved = [
    ...describe(those('missing').length, 'not in Exotel'),
    ...describe(those('unread').length, 'not read'),
  ].join(', ');
  if (lines.length === 0) return `No copy was saved (${notSaved}).`;
  const uri = await freeName(contacts.uri, 'deleted');
  try {
    await workspace.fs.writeFile(uri, Buffer.from(`{"contacts":[\n  ${lines.join(',\n  ')}\n]}\n`));
  } catch (cause) {
    const message = `${fileLabel(uri)} cannot be written, so nothing was deleted. Check that the folder exists and can be written to.`;
    throw new UserError('cannot-write', message, [], { cause });
  }
  const saved = notSaved
    ? `${numberText(lines.length)} of ${count(all.length, 'contact')}`
    : count(all.length, 'contact');
  return `Saved ${saved} to ${fileLabel(uri)}${notSaved && ` (${notSaved})`}.`;
}

/** Deleting has no undo, so what is missing from the copy stops the deletion. False: it goes on without these contacts. */
async function isTriedAgain(lines: readonly number[], of: number): Promise<boolean> {
  const again = 'Try Again';
  const deleteAnyway = 'Delete Anyway…';
  const answer = await window.showWarningMessage(
    `${numberText(lines.length)} of ${count(of, 'contact')} could not be read`,
    {
      modal: true,
      detail:
        `The copy would not contain ${lines.length === 1 ? 'line' : 'lines'} ${someOf(lines.map(numberText), mostLines)}, ` +
        'and contacts that were deleted cannot be restored without a copy.',
    },
    again,
    deleteAnyway,
  );
  if (answer === undefined) throw new CancellationError();
  return answer === again;
}

function describe(contacts: number, what: string): string[] {
  return contacts > 0 ? [`${numberText(contacts)} ${what}`] : [];
}

function withoutSid(contact: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...contact].map(([name, value]) => [name === 'sid' ? 'exotel_sid' : name, value]));
}
