import { type TextDocument } from 'vscode';
import type { SidsOfRows } from '../../core/create/sidEdits';
import type { OpenJournal } from '../../core/journal/writeJournal';
import { isDone } from '../../core/outcome';
import { originsOf } from '../../core/run/continueRun';
import { describeRows, hashText } from '../../core/run/describeRows';
import type { RunRecord } from '../../core/run/runRecord';
import { newContacts } from '../../core/selection/newContacts';
import { finishInSlices } from '../../core/steps';
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

export interface KeepingParts {
  readonly verdicts: ServerVerdicts;
  readonly contactsOfRuns: ContactsOfRuns;
  readonly log: Log;
}

/**
 * Writes the sids that a run gave to new contacts into its file, on the rows as they stand now. Where that fails the record has them, and
 * the next run of the file tries again.
 */
export async function keepSids(
  record: RunRecord,
  { verdicts, contactsOfRuns, log }: KeepingParts,
  journal: Pick<OpenJournal, 'rewritten'>,
): Promise<void> {
  const followed = verdicts.rowsOf(record);
  const sids = sidsOf(record);
  if (sids.size === 0) return;
  try {
    if (!followed) throw new Error('The file changed, and it is not known where its rows are.');
    const before = followed.contacts.checked;
    const isUntouched = () => [...before.file.rows.keys()].every((row) => !followed.isEdited(row));
    let isSame = false;
    const written = await writeSids(followed.uri, (contacts, document) => {
      isSame = isUntouched() && contacts.checked.file.rows.length === before.file.rows.length;
      return rowsNow(sids, followed, contacts, document);
    });
    if (!written || !isSame) return;
    // The same rows, with their sids: their verdicts still hold, also when the window is opened again.
    const sha256 = await finishInSlices(hashText(written.checked.file.text));
    contactsOfRuns.hold(record, written);
    record.fileRewritten(sha256);
    verdicts.follow(written, record);
    await journal.rewritten(sha256);
  } catch (error) {
    tell(record, error, log);
  }
}

/**
 * The same for the run that is continued, whose file has not got all of its sids: the window was closed before it, or the edit was undone.
 * Rows are found by what was sent for them.
 */
export async function keepEarlierSids(record: RunRecord, log: Log): Promise<void> {
  const found = sidsOf(record);
  if (found.size === 0) return;
  try {
    await writeSids(fileOf(record), async (contacts) => {
      const selected = await finishInSlices(newContacts(contacts.checked));
      const now = await finishInSlices(describeRows(selected, contacts.lines));
      const origin = await finishInSlices(originsOf(now, record));
      const sids = new Map<number, string>();
      for (const [row, old] of origin.entries()) {
        const isSame = old !== -1 && record.description.rows.fingerprint(old) === now.fingerprint(row);
        const sid = isSame ? found.get(old) : undefined;
        if (sid !== undefined) sids.set(row, sid);
      }
      return sids;
    });
  } catch (error) {
    tell(record, error, log);
  }
}

/** By row, of the contacts that were created or found. */
function sidsOf(record: RunRecord): SidsOfRows {
  const { rows } = record.description;
  const created = [...rows.keys()].filter((row) => isDone(record.outcome(row)?.verdict) && rows.sid(row) !== '');
  return new Map(created.map((row) => [row, rows.sid(row)]));
}

/** The rows by where they are now. Of a row that was removed nothing is left. */
function rowsNow(
  sids: SidsOfRows,
  followed: FollowedRows,
  { checked }: CheckedContacts,
  document: TextDocument,
): SidsOfRows {
  const { rows } = checked.file;
  const rowAt = new Map(Array.from(rows.keys(), (row) => [rows.start(row), row]));
  return new Map(
    [...sids].flatMap(([row, sid]) => {
      const place = followed.placeOf(row);
      if (!place || place.isEmpty) return [];
      const now = rowAt.get(document.offsetAt(place.start));
      return now === undefined ? [] : [[now, sid] as const];
    }),
  );
}

function tell(record: RunRecord, error: unknown, log: Log): void {
  log.bug('write SIDs', error);
  const message = `The SIDs of new contacts could not be written into ${fileLabel(fileOf(record))}. The results have them, and Retry writes them.`;
  record.note(message);
  const { runId } = record.description;
  void offer(window.showWarningMessage, message, [
    { title: 'Retry', command: commandId('retryFailed'), arguments: [runId] },
  ]);
}
