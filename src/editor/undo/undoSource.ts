import { CancellationError, Uri, window } from 'vscode';
import { fieldTexts } from '../../core/compare/fieldTexts';
import { sidKey } from '../../core/contact';
import type { RunRecord } from '../../core/run/runRecord';
import { valuesBefore, type KnownValues } from '../../core/undo/valuesBefore';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { pickOne } from '../pickOne';
import { readContacts } from '../readContacts';
import type { ContactsOfRuns } from '../run/contactsOfRuns';
import { fileOf } from '../run/runsOfFiles';
import type { SnapshotFiles } from './snapshotFiles';

/** What is known of a run's contacts. */
export interface UndoSource {
  /** What the run sent for a row, and what the contact was before; undefined where it is not known. */
  readonly of: (row: number) => KnownValues | undefined;
}

export interface SourceParts {
  readonly snapshots: SnapshotFiles;
  readonly contacts: ContactsOfRuns;
}

/**
 * The values from before a run: those of its snapshot, or of a file that was downloaded before it.
 * @param continued runs whose snapshots count, too, the newest first
 * @param from `snapshot` or the file; asks where it is neither and there is a choice
 * @throws UserError when they cannot be had; CancellationError when the user backs out
 */
export async function undoSource(
  parts: SourceParts,
  record: RunRecord,
  continued: readonly { readonly runId: string }[],
  from: unknown,
): Promise<UndoSource> {
  const runIds = [record.description, ...continued].map(({ runId }) => runId);
  let hasSnapshot = false;
  for (const runId of runIds) hasSnapshot ||= await parts.snapshots.has(runId);
  if (from === 'snapshot') return ofSnapshots(parts, record, runIds);
  if (from instanceof Uri) return ofFile(parts, record, from);
  if (from !== undefined) {
    throw new UserError(
      'bad-argument',
      'The previous values come from “snapshot” or from the Uri of a downloaded file.',
    );
  }
  return hasSnapshot && (await isSnapshotWanted())
    ? ofSnapshots(parts, record, runIds)
    : ofFile(parts, record, await askForFile(record, hasSnapshot));
}

async function isSnapshotWanted(): Promise<boolean> {
  const snapshot = { label: '$(device-camera) The snapshot taken before the update' };
  const file = { label: '$(file) A file downloaded before the update…' };
  const options = { title: 'Exotel Contacts: Undo an Update', placeholder: 'Where are the previous values?' };
  return (await pickOne([snapshot, file], options)) === snapshot;
}

async function askForFile(record: RunRecord, hasSnapshot: boolean): Promise<Uri> {
  const name = fileLabel(fileOf(record));
  const choose = 'Choose File…';
  if (!hasSnapshot) {
    const message = `No snapshot was taken before the update of ${name}`;
    const detail = 'Choose a file with the contacts as they were before the update, such as one that you downloaded.';
    if ((await window.showInformationMessage(message, { modal: true, detail }, choose)) !== choose)
      throw new CancellationError();
  }
  const [file] = (await window.showOpenDialog({ title: `Contacts before the Update of ${name}` })) ?? [];
  if (!file) throw new CancellationError();
  return file;
}

async function ofSnapshots(
  { snapshots, contacts }: SourceParts,
  record: RunRecord,
  runIds: readonly string[],
): Promise<UndoSource> {
  const { rows } = record.description;
  const [own, ...older] = await Promise.all(runIds.map((runId) => snapshots.read(runId)));
  const found = [own, ...older].flatMap((snapshot) => snapshot?.contacts ?? []);
  if (found.length === 0) {
    throw new UserError(
      'no-snapshot',
      'There is no snapshot of this update: none was taken, or it was removed after its time. Choose a file downloaded before the update.',
    );
  }
  // An earlier run may have sent other values than this one.
  const run = own ? undefined : await contacts.find(record);
  return {
    of(row) {
      const sid = rows.sid(row);
      const sent = run?.checked.contactText(row);
      return valuesBefore([
        ...(sent === undefined
          ? []
          : [{ sid, before: undefined, sent: fieldTexts(sent), earlier: 'unknown' as const }]),
        ...found.flatMap((lines) => lines.get(sid) ?? []),
      ]);
    },
  };
}

async function ofFile({ contacts }: SourceParts, record: RunRecord, uri: Uri): Promise<UndoSource> {
  const run = await contacts.find(record);
  if (!run) {
    throw new UserError(
      'source-changed',
      `${fileLabel(fileOf(record))} was changed after this update, and what was sent is not kept. Only an update with a snapshot can be undone after that.`,
    );
  }
  const { file } = (await readContacts(uri)).checked;
  const before = new Map<string, number>();
  for (const row of file.rows.keys()) {
    const sid = file.rows.isFaulty(row) ? undefined : file.values(row)?.['sid'];
    if (typeof sid === 'string') before.set(sidKey(sid), row);
  }
  return {
    of(row) {
      const sent = run.checked.contactText(row);
      if (sent === undefined) return undefined;
      const found = before.get(sidKey(record.description.rows.sid(row)));
      return { sent: fieldTexts(sent), before: found === undefined ? undefined : fieldTexts(file.contactText(found)) };
    },
  };
}
