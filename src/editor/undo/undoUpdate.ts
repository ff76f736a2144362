import { CancellationError, commands, type Uri, workspace } from 'vscode';
import type { Target } from '../../api/region';
import { fieldTexts } from '../../core/compare/fieldTexts';
import { count } from '../../core/count';
import { describeTime } from '../../core/run/describeTime';
import type { RunRecord } from '../../core/run/runRecord';
import { finishInSlices } from '../../core/steps';
import { countUndo, describeLeftOut, summarizeUndo, type UndoCounts } from '../../core/undo/describeUndo';
import { planUndo, type RowToUndo, type UndoPlan } from '../../core/undo/planUndo';
import { reverseFile } from '../../core/undo/reverseFile';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { commandId } from '../ids';
import type { Log } from '../log';
import { hostOf, placeOf } from '../region/endpoint';
import { chooseTarget, type ChosenTarget, type TargetParts } from '../region/chooseTarget';
import { readBySid, type RemoteContact } from '../remote/readBySid';
import { fileOf } from '../run/runsOfFiles';
import { readSetting, requestsPerMinute } from '../settings';
import { chooseConflicts } from './chooseConflicts';
import { openReverseFile } from './reverseFile';
import { continuedRuns, rowsToUndo, runToUndo, type RunParts } from './runToUndo';
import { rememberUndo } from './undoTarget';
import { undoSource, type SourceParts, type UndoSource } from './undoSource';
import { window } from '../window';

export interface UndoParts extends RunParts, SourceParts {
  readonly targets: TargetParts;
  readonly log: Log;
}

/** What an undo came to. Nothing was sent. */
export interface UndoResult extends UndoCounts {
  /** The reverse file; undefined where there is nothing to restore. */
  readonly file: Uri | undefined;
}

/**
 * Makes the file that takes an update back: reads the contacts as they are now, compares them with what they were and what was sent, and
 * opens the previous values of those that are still as the update left them. It sends nothing: the file is updated like any other.
 * @throws UserError when it cannot be made; CancellationError when the user backs out
 */
export async function undoUpdate(parts: UndoParts, runId: unknown, from: unknown): Promise<UndoResult> {
  const record = await runToUndo(parts, runId);
  const file = fileOf(record);
  if (record.state === 'running' || record.state === 'stopping') throw stillOn(file);
  const continued = await continuedRuns(parts.journals, record);
  const rows = rowsToUndo(record, continued);
  if (rows.length === 0) throw nothingToUndo(file);
  const source = await undoSource(parts, record, continued, from);
  const chosen = await chooseTarget(parts.targets, record.description.target);
  const earlier = rows.filter((row) => record.outcome(row)?.keptFrom).length;
  await confirmReading(chosen, rows.length, earlier, file);
  const sids = rows.map((row) => record.description.rows.sid(row));
  const now = await readBySid(chosen, sids, `Reading ${count(rows.length, 'contact')} of ${fileLabel(file)}`);
  const found = await finishInSlices(planUndo(rowsOf(record, rows, source, now.contacts)));
  const plan = await chooseConflicts(found);
  parts.log.info(`Undo of ${record.description.runId}: ${count(now.requests, 'request')}, ${summarizeUndo(plan)}`);
  const reverse =
    plan.restored.size > 0 ? await openReverseFile(file, reverseFile(plan.restored, chosen.target)) : undefined;
  if (reverse) rememberUndo(reverse, chosen.target);
  void tell(plan, file, chosen.target, reverse).catch((error: unknown) => parts.log.bug('undoUpdate', error));
  return { file: reverse, ...countUndo(plan) };
}

function* rowsOf(
  record: RunRecord,
  rows: readonly number[],
  source: UndoSource,
  contacts: readonly RemoteContact[],
): Iterable<RowToUndo> {
  for (const [index, row] of rows.entries()) {
    const now = contacts[index]!;
    const known = source.of(row);
    yield {
      sid: record.description.rows.sid(row),
      line: record.description.rows.line(row),
      sent: known?.sent ?? {},
      before: known?.before,
      now: typeof now === 'string' ? now : fieldTexts(now.text),
    };
  }
}

async function confirmReading({ target }: ChosenTarget, contacts: number, earlier: number, file: Uri): Promise<void> {
  if (!readSetting('confirmBeforeSending')) return;
  const { region, origin, accountSid } = target;
  const read = `Read ${count(contacts, 'Contact')}`;
  const answer = await window.showInformationMessage(
    `Read ${count(contacts, 'contact')} ${placeOf(target)} (${accountSid}) to undo the update of ${fileLabel(file)}?`,
    {
      modal: true,
      detail: [
        `Host: ${hostOf(origin)}`,
        `Requests: up to ${count(contacts, 'request')}${describeTime(contacts, requestsPerMinute(region))}`,
        ...(earlier > 0 ? [`Updated before the update was interrupted: ${count(earlier, 'contact')}`] : []),
        'Nothing is changed: the previous values are opened as a file, for you to review and to update.',
      ].join('\n'),
    },
    read,
  );
  if (answer !== read) throw new CancellationError();
}

async function tell(plan: UndoPlan, file: Uri, target: Target, reverse: Uri | undefined): Promise<void> {
  const update = 'Update';
  const details = 'Show Details';
  const isLeftOut = plan.conflicts.length + plan.impossible.length > 0;
  const show = isLeftOut ? window.showWarningMessage : window.showInformationMessage;
  const answer = await show(
    reverse
      ? `${fileLabel(reverse)} has the values from before the update: ${summarizeUndo(plan)}. Review it, then update the contacts ${placeOf(target)} (${target.accountSid}) from it.`
      : `Nothing in ${fileLabel(file)} can be undone: ${summarizeUndo(plan)}.`,
    ...(reverse ? [update] : []),
    ...(isLeftOut ? [details] : []),
  );
  if (answer === update) await commands.executeCommand(commandId('updateContacts'), reverse);
  if (answer !== details) return;
  const document = await workspace.openTextDocument({ language: 'plaintext', content: describeLeftOut(plan) });
  await window.showTextDocument(document, { preview: false });
}

function stillOn(file: Uri): UserError {
  const message = `The update of ${fileLabel(file)} is still in progress. Wait until it is over, or stop it, then undo it.`;
  return new UserError('still-on', message, [{ title: 'Stop Update', command: commandId('stopUpdate') }]);
}

function nothingToUndo(file: Uri): UserError {
  const message = `This update of ${fileLabel(file)} changed no contact, so there is nothing to undo.`;
  return new UserError('nothing-to-undo', message, [], { severity: 'information' });
}
