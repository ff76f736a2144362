import { CancellationError, Uri } from 'vscode';
import { fieldTexts } from '../../core/compare/fieldTexts';
import { sidKey } from '../../core/contact';
import type { RunRecord } from '../../core/run/runRecord';
import { valuesBefore, type KnownValues } from '../../core/undo/valuesBefore';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { pickOne } from '../pickOne';
import { originLabel, originsOf } from '../download/fileOrigin';
import { changedAt } from '../files/changedAt';
import { readContacts, type CheckedContacts } from '../readContacts';
import { endpointLabel } from '../region/endpoint';
import type { ContactsOfRuns } from '../run/contactsOfRuns';
import { isSameTarget } from '../../core/run/continuedTarget';
import { fileOf } from '../run/runsOfFiles';
import type { SnapshotFiles } from './snapshotFiles';
import { window } from '../window';

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
  const snapshot = { label: 'The snapshot taken before the update', icon: 'device-camera' };
  const file = { label: 'A file downloaded before the update…', icon: 'file' };
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
  const downloaded = await readContacts(uri);
  await requireFromBefore(downloaded, record);
  const { file } = downloaded.checked;
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

/**
 * A file that says what it is must be of the run's account and be over before the run. Of another one, only the time of its last change
 * is known, which a copy may have made new.
 * @throws UserError for the wrong file; CancellationError when the user does not want to use it
 */
async function requireFromBefore(contacts: CheckedContacts, { description }: RunRecord): Promise<void> {
  const { target, startedAt } = description;
  const name = fileLabel(contacts.uri);
  const origins = await originsOf(contacts);
  const other = origins.find((origin) => !isSameTarget(origin.target, target));
  const choose = 'Choose a file that was downloaded there before the update.';
  if (other) {
    const updated = `${endpointLabel(target)} (${target.accountSid})`;
    throw new UserError(
      'other-target',
      `${name} is from ${originLabel(other)}, and the update was in ${updated}. ${choose}`,
    );
  }
  if (origins.some(({ begun, read = begun }) => read > startedAt)) {
    throw new UserError(
      'newer-file',
      `${name} was downloaded after the update began, so it does not have the values from before. ${choose}`,
    );
  }
  if (origins.length > 0 && origins.every(({ read }) => read !== undefined)) return;
  const changed = await changedAt(contacts.uri);
  if (changed !== undefined && changed <= startedAt) return;
  const use = 'Use Anyway';
  const message = `${name} was changed after the update began. Does it have the values from before?`;
  const detail = 'It does not say when it was downloaded. If it was only copied or saved again since, you can use it.';
  if ((await window.showWarningMessage(message, { modal: true, detail }, use)) !== use) throw new CancellationError();
}
