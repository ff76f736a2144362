import { CancellationError } from 'vscode';
import { fieldTexts, type FieldTexts } from '../../core/compare/fieldTexts';
import { isEmptyText } from '../../core/compare/isSameValue';
import { sidKey } from '../../core/contact';
import { count } from '../../core/count';
import type { SnapshotContact } from '../../core/undo/writeSnapshot';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { readBySid } from '../remote/readBySid';
import { requireUnchanged } from '../run/requireUnchanged';
import type { PlannedRun } from '../run/prepareRun';
import { readSetting } from '../settings';
import type { SnapshotFiles } from './snapshotFiles';
import { window } from '../window';

/** What the contacts of an update were before it. */
export interface Before {
  readonly contacts: readonly SnapshotContact[];
  readonly takenAt: number;
}

/**
 * Reads the contacts that an update is about to change, and says what no undo could restore.
 * @throws UserError when Exotel cannot be read or the file changed meanwhile; CancellationError when the user backs out
 */
export async function takeSnapshot({ contacts, chosen, plan, runAgain }: PlannedRun): Promise<Before> {
  const { contactText, sidOf } = contacts.checked;
  const rows = plan.requests.flat();
  const sids = rows.map((row) => sidOf(row)!);
  const title = `Taking a snapshot of ${count(rows.length, 'contact')} in ${fileLabel(contacts.uri)}`;
  const { found, missing } = await readBySid(chosen, sids, title);
  const takenAt = Date.now();
  const before = rows.flatMap((row, index): SnapshotContact[] => {
    const sid = sids[index]!;
    const sent = fieldTexts(contactText(row)!);
    const text = found.get(sidKey(sid));
    if (text !== undefined) return [{ sid, before: fieldsOf(fieldTexts(text), sent), sent }];
    return missing.has(sidKey(sid)) ? [{ sid, before: undefined, sent }] : [];
  });
  await confirmLimits(before, rows.length - before.length);
  await requireUnchanged(contacts, runAgain);
  return { contacts: before, takenAt };
}

/** @throws UserError when it cannot be written */
export async function keepSnapshot(snapshots: SnapshotFiles, runId: string, { contacts, takenAt }: Before) {
  try {
    await snapshots.write(runId, contacts, takenAt);
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

async function confirmLimits(contacts: readonly SnapshotContact[], unread: number): Promise<void> {
  if (!readSetting('confirmBeforeSending')) return;
  const empty = contacts.reduce((sum, { before, sent }) => sum + (before ? emptyFields(before, sent) : 0), 0);
  const limits = [
    ...(empty > 0
      ? [
          `${count(empty, 'value')} ${empty === 1 ? 'is' : 'are'} empty in Exotel now. Exotel documents no way to clear a field, so an undo would keep the new values.`,
        ]
      : []),
    ...(unread > 0 ? [`${count(unread, 'contact')} could not be read.`] : []),
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
