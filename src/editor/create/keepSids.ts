import type { TextDocument } from 'vscode';
import { count, someOf } from '../../core/count';
import type { ReasonToLeave, SidEdits, SidsOfRows } from '../../core/create/sidEdits';
import type { OpenJournal } from '../../core/journal/writeJournal';
import { sidsByNumber, sidsOf } from '../../core/create/sidsByNumber';
import { hashText } from '../../core/run/describeRows';
import { identityOf } from '../../core/run/identity';
import type { RunRecord } from '../../core/run/runRecord';
import { newContacts } from '../../core/selection/newContacts';
import { finishInSlices } from '../../core/steps';
import { UserError, type UserErrorAction } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import type { FollowedRows } from '../files/followedRows';
import { commandId } from '../ids';
import type { Log } from '../log';
import { offer } from '../offer';
import type { ServerVerdicts } from '../problems/serverVerdicts';
import type { CheckedContacts } from '../readContacts';
import type { ContactsOfRuns } from '../run/contactsOfRuns';
import { fileOf } from '../run/runsOfFiles';
import { writeSids } from './writeSids';
import { window } from '../window';

const mostLines = 10;

export interface KeepingParts {
  readonly verdicts: ServerVerdicts;
  readonly contactsOfRuns: ContactsOfRuns;
  readonly log: Log;
}

/**
 * Writes the sids that a run gave to new contacts into its file, on the rows as they stand now: those that were followed and still have
 * the number that was sent, and those that are found by it. What is not written stays in the record, for a retry.
 */
export async function keepSids(
  record: RunRecord,
  { verdicts, contactsOfRuns, log }: KeepingParts,
  journal: Pick<OpenJournal, 'rewritten'>,
  key: Uint8Array,
): Promise<void> {
  const followed = verdicts.rowsOf(record);
  const sids = sidsOf(record);
  if (sids.size === 0) return;
  let isSame = false;
  const written = await write(record, log, async (contacts, document) => {
    const found = await finishInSlices(sidsByNumber(contacts.checked, contacts.lines, record, key));
    if (!followed) return found;
    const { rows } = followed.contacts.checked.file;
    isSame =
      [...rows.keys()].every((row) => !followed.isEdited(row)) && contacts.checked.file.rows.length === rows.length;
    const { numberOf } = await finishInSlices(newContacts(contacts.checked));
    const isOfNumber = (old: number, row: number) =>
      record.description.rows.identity(old) === identityOf(numberOf?.(row) ?? '', key);
    return new Map([...found, ...rowsNow(sids, followed, contacts, document, isOfNumber)]);
  });
  if (!written || !isSame) return;
  try {
    // The same rows, with their sids: their verdicts still hold, also when the window is opened again.
    const sha256 = await finishInSlices(hashText(written.checked.file.text));
    contactsOfRuns.hold(record, written);
    record.fileRewritten(sha256);
    verdicts.follow(written, record);
    await journal.rewritten(sha256);
  } catch (error) {
    log.bug('write SIDs', error);
  }
}

/**
 * The same for the run that is continued, whose file does not have all of its sids: the window was closed before, or the edit was undone.
 * Rows are found by the numbers that were sent for them.
 */
export async function keepEarlierSids(record: RunRecord, key: Uint8Array, log: Log): Promise<void> {
  if (sidsOf(record).size === 0) return;
  await write(record, log, ({ checked, lines }) => finishInSlices(sidsByNumber(checked, lines, record, key)));
}

/** @returns the file with the sids; undefined where nothing was written */
async function write(
  record: RunRecord,
  log: Log,
  sidsIn: Parameters<typeof writeSids>[1],
): Promise<CheckedContacts | undefined> {
  const { runId } = record.description;
  const retry = { title: 'Retry', command: commandId('retryFailed'), arguments: [runId] };
  const say = (message: string, actions: readonly UserErrorAction[]) => {
    record.note(message);
    void offer(window.showWarningMessage, message, actions);
  };
  try {
    const { contacts, before, left } = await writeSids(fileOf(record), sidsIn);
    if (left.size > 0) say(describeLeft(before, left), [retry]);
    return contacts;
  } catch (error) {
    if (error instanceof UserError) {
      log.warn(`write SIDs: ${error.details}`);
      say(error.message, [...error.actions, retry]);
    } else {
      log.bug('write SIDs', error);
      say(
        `Couldn’t write the new contacts’ SIDs to ${fileLabel(fileOf(record))}. They’re kept in the results; retry to write them.`,
        [retry],
      );
    }
    return undefined;
  }
}

function describeLeft({ uri, checked, lines }: CheckedContacts, left: SidEdits['left']): string {
  const linesOf = (reason: ReasonToLeave) => {
    const rows = [...left].filter(([, why]) => why === reason).map(([row]) => row);
    const numbers = rows.map((row) => String(lines.lineAt(checked.file.rows.start(row)) + 1));
    return rows.length === 0 ? undefined : `${rows.length === 1 ? 'line' : 'lines'} ${someOf(numbers, mostLines)}`;
  };
  const [short, taken] = [linesOf('short'), linesOf('taken')];
  return [
    `${count(left.size, 'SID')} of new contacts ${left.size === 1 ? 'wasn’t' : 'weren’t'} written to ${fileLabel(uri)}.`,
    ...(short ? [`Rows have too few cells (${short}): fill them in, then retry.`] : []),
    ...(taken ? [`Another row has the same SID (${taken}): the contact is in the file twice.`] : []),
  ].join(' ');
}

/** The rows by where they are now. Of a row that was removed nothing is left. */
function rowsNow(
  sids: SidsOfRows,
  followed: FollowedRows,
  { checked }: CheckedContacts,
  document: TextDocument,
  isOfNumber: (old: number, row: number) => boolean,
): SidsOfRows {
  const { rows } = checked.file;
  const rowAt = new Map(Array.from(rows.keys(), (row) => [rows.start(row), row]));
  return new Map(
    [...sids].flatMap(([row, sid]) => {
      const place = followed.placeOf(row);
      if (!place || place.isEmpty) return [];
      const now = rowAt.get(document.offsetAt(place.start));
      return now === undefined || !isOfNumber(row, now) ? [] : [[now, sid] as const];
    }),
  );
}
