import { CancellationError } from 'vscode';
import { fieldTexts, type FieldTexts } from '../../core/compare/fieldTexts';
import { isEmptyText } from '../../core/compare/isSameValue';
import { count, numberText, someOf } from '../../core/count';
import { entriesToRemain } from '../../core/undo/undoField';
import type { SnapshotContact } from '../../core/undo/writeSnapshot';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { readBySid } from '../remote/readBySid';
import { requireUnchanged } from '../run/requireUnchanged';
import type { PlannedRun } from '../run/prepareRun';
import { readSetting } from '../settings';
import type { SnapshotFiles } from './snapshotFiles';
import { window } from '../window';

const mostLines = 10;

/** What the contacts of an update were before it. */
export interface Before {
  readonly contacts: readonly SnapshotContact[];
  readonly takenAt: number;
}

/**
 * Reads the contacts that an update is about to change, and says what no undo could restore.
 * @throws UserError when Exotel cannot be read or the file changed meanwhile; CancellationError when the user backs out
 */
export async function takeSnapshot({
  contacts,
  chosen,
  plan,
  rows: table,
  continuation,
  runAgain,
}: PlannedRun): Promise<Before> {
  const { contactText, sidOf } = contacts.checked;
  const rows = plan.requests.flat();
  const sids = rows.map((row) => sidOf(row)!);
  const title = `Taking a snapshot of ${count(rows.length, 'contact')} in ${fileLabel(contacts.uri)}`;
  const read = await readBySid(chosen, sids, title);
  const takenAt = Date.now();
  const unread: number[] = [];
  const before = rows.flatMap((row, index): SnapshotContact[] => {
    const remote = read.contacts[index]!;
    if (remote === 'unread') {
      unread.push(table.line(row));
      return [];
    }
    const sent = fieldTexts(contactText(row)!);
    const verdict = continuation?.earlierVerdict(row);
    const before = remote === 'missing' ? undefined : fieldsOf(fieldTexts(remote.text), sent);
    const earlier = (verdict === 'updated' || verdict === 'unknown') && { earlier: verdict };
    return [{ sid: sids[index]!, before, sent, ...earlier }];
  });
  await confirmLimits(before, unread);
  await requireUnchanged(contacts, runAgain);
  return { contacts: before, takenAt };
}

/**
 * Writes the snapshot of a run that is about to start.
 * @returns what is to be called when the run is over
 * @throws UserError when it cannot be written
 */
export async function keepSnapshot(snapshots: SnapshotFiles, runId: string, { contacts, takenAt }: Before) {
  try {
    const release = await snapshots.hold(runId);
    await snapshots.write(runId, contacts, takenAt).catch(async (cause: unknown) => {
      await release();
      throw cause;
    });
    return release;
  } catch (cause) {
    const message =
      'The snapshot cannot be written, so nothing was sent. Free up disk space, then run the command again.';
    throw new UserError('snapshot', message, [], { cause });
  }
}

/** Of the contact only what the run sends is kept. */
function fieldsOf(all: FieldTexts, sent: FieldTexts): FieldTexts {
  return Object.fromEntries(Object.entries(all).filter(([field]) => Object.hasOwn(sent, field)));
}

async function confirmLimits(contacts: readonly SnapshotContact[], unread: readonly number[]): Promise<void> {
  if (!readSetting('confirmBeforeSending')) return;
  const empty = contacts.reduce((sum, { before, sent }) => sum + (before ? emptyFields(before, sent) : 0), 0);
  const added = contacts.filter(({ before, sent }) => entriesToRemain(before?.custom_field, sent.custom_field).length);
  const limits = [
    ...(empty > 0
      ? [
          `${count(empty, 'value')} ${empty === 1 ? 'is' : 'are'} empty in Exotel now. Exotel documents no way to clear a field, so an undo would keep the new values.`,
        ]
      : []),
    ...(added.length > 0
      ? [
          `The update adds entries to custom_field of ${count(added.length, 'contact')}. Exotel documents no way to remove an entry, so they may remain after an undo.`,
        ]
      : []),
    ...(unread.length > 0
      ? [
          `${count(unread.length, 'contact')} could not be read, and could not be restored: ${unread.length === 1 ? 'line' : 'lines'} ${someOf(unread.map(numberText), mostLines)}.`,
        ]
      : []),
  ];
  if (limits.length === 0) return;
  const update = 'Update Anyway';
  const message = 'An undo of this update would not restore everything';
  const detail = limits.join('\n');
  if ((await window.showWarningMessage(message, { modal: true, detail }, update)) !== update)
    throw new CancellationError();
}

function emptyFields(before: FieldTexts, sent: FieldTexts): number {
  const fields = Object.keys(sent) as (keyof FieldTexts)[];
  return fields.filter((field) => isEmptyText(before[field]) && !isEmptyText(sent[field])).length;
}
