import { randomBytes } from 'node:crypto';
import type { Uri } from 'vscode';
import type { Target } from '../../api/region';
import { makePlan, type Plan } from '../../core/plan';
import { continueRun, invalidOutcomes, type Continuation, type Continuing } from '../../core/run/continueRun';
import { describeRows, hashText } from '../../core/run/describeRows';
import { RunRecord } from '../../core/run/runRecord';
import type { RunRowTable } from '../../core/run/runRowTable';
import type { Outcome } from '../../core/outcome';
import { finishInSlices } from '../../core/steps';
import { UserError, type UserErrorAction } from '../../core/userError';
import { rowsToSend } from '../chosenContacts';
import { fileLabel } from '../fileLabel';
import { builtInCommands, commandId } from '../ids';
import { baseName } from '../openDocument';
import { readContacts, type CheckedContacts } from '../readContacts';
import { chooseTarget, type ChosenTarget, type TargetParts } from '../region/chooseTarget';
import { usePreview } from '../preview/usePreview';
import type { ShownResults } from '../results/shownResults';
import { readSetting } from '../settings';
import { confirmUpdate } from './confirmUpdate';
import type { KnownTargets } from './knownTargets';
import type { LocalProblems } from '../problems/localProblems';
import { isSameTarget, refuseOtherTarget, targetInSettings } from './otherTarget';
import { requireSendable } from './requireSendable';
import { isUnchanged, requireUnchanged } from './requireUnchanged';

/** The run to continue from, and how. */
export interface Earlier {
  readonly record: RunRecord;
  readonly continuing: Continuing;
  /** Its rows to send, where not all that did not go through are meant. */
  readonly chosen?: readonly number[] | undefined;
}

export interface PreparationParts {
  readonly targets: TargetParts;
  readonly problems: LocalProblems;
  readonly knownTargets: KnownTargets;
  readonly shown: Pick<ShownResults, 'previewOf'>;
}

/** What is to be sent of a file and where, fixed from here on: neither settings nor edits change it. */
export interface PlannedUpdate {
  readonly contacts: CheckedContacts;
  readonly chosen: ChosenTarget;
  readonly rows: RunRowTable;
  readonly plan: Plan;
  readonly continuation: Continuation | undefined;
  /** Rows that a preview showed to change nothing, and a person left out. */
  readonly unchanged: readonly number[];
  /** Rows that could be sent and were not chosen. */
  readonly unchosen: readonly number[];
  /** The contacts are read before they are changed, so that the run can be undone. */
  readonly withSnapshot: boolean;
  /** Repeats the whole command. */
  readonly runAgain: UserErrorAction;
}

/** All that a run needs. */
export interface PreparedUpdate extends PlannedUpdate {
  /** Outcomes that are known before anything is sent. */
  readonly known: Continuation['known'];
  readonly record: RunRecord;
}

/**
 * Reads and checks the files, settles where they go, plans the requests and asks one question about all of them.
 * @param earlier the run to continue from, for a single file
 * @param sids of the contacts to send, where not all of a single file are meant
 * @throws UserError when nothing can be sent; CancellationError when the user backs out
 */
export async function planUpdates(
  { targets, problems, knownTargets, shown }: PreparationParts,
  files: readonly Uri[],
  earlier?: Earlier,
  sids?: readonly string[],
): Promise<readonly PlannedUpdate[]> {
  const read: CheckedContacts[] = [];
  for (const uri of files) read.push(await readToSend(uri, problems));
  if (earlier) await refuseEarly(targets, earlier, files[0]!);
  const chosen = await chooseTarget(targets, earlier?.continuing === 'resume' ? targetOf(earlier) : undefined);
  const from = earlier && isFrom(earlier, chosen.target, files[0]!) ? earlier : undefined;

  const runAgain = commandAgain(files, earlier, sids);
  let planned: Omit<PlannedUpdate, 'withSnapshot' | 'runAgain'>[] = [];
  for (const contacts of read) {
    let latest = contacts;
    // The questions about region and credentials leave time for edits, and those in an editor are the person's own.
    if (!contacts.document) await requireUnchanged(contacts, runAgain);
    else if (!(await isUnchanged(contacts))) latest = await readToSend(contacts.uri, problems);
    planned.push(await planUpdate(latest, chosen, from, { sids }));
  }
  const { contacts } = planned[0]!;
  const previewed = files.length === 1 && !earlier && !sids ? shown.previewOf(contacts.uri) : undefined;
  const preview = previewed && (await usePreview(previewed.view, previewed.isOver, contacts, chosen.target));
  const ask = (canLeaveOut: number) =>
    confirmUpdate(
      planned.map(({ contacts: { uri }, plan, continuation, unchanged, unchosen }) => ({
        name: fileLabel(uri, files),
        plan,
        continuation,
        unchanged: unchanged.length,
        unchosen: unchosen.length || continuation?.unchosen,
        preview: preview?.lines,
      })),
      chosen.target,
      knownTargets,
      canLeaveOut,
    );
  let answer = await ask(preview?.unchanged.length ?? 0);
  if (answer === 'leaveOut') {
    planned = [await planUpdate(contacts, chosen, undefined, { unchanged: preview!.unchanged })];
    answer = await ask(0);
  }
  const withSnapshot = answer === true;
  for (const { contacts } of planned) await requireUnchanged(contacts, runAgain);
  return planned.map((update) => ({ ...update, withSnapshot, runAgain }));
}

/** Gives the run its record and with it its start. */
export async function prepareRun(planned: PlannedUpdate): Promise<PreparedUpdate> {
  const { contacts, chosen, plan, rows, continuation, unchanged, unchosen } = planned;
  const { uri, checked } = contacts;
  const sha256 = await finishInSlices(hashText(checked.file.text));
  const known = continuation?.known ?? [
    ...invalidOutcomes(checked),
    ...unchanged.map((row) => [row, leftOut] as const),
    ...unchosen.map((row) => [row, notChosen] as const),
  ];
  const startedAt = Date.now();
  const record = new RunRecord(
    {
      runId: newRunId(startedAt),
      target: chosen.target,
      file: { uri: uri.toString(), name: baseName(uri), sha256 },
      startedAt,
      rows,
    },
    plan.requests.length,
    known,
    continuation?.attempts,
  );
  return { ...planned, known, record };
}

const leftOut: Outcome = {
  verdict: 'notSent',
  reason: 'Left out: the preview showed that the contact has these values already.',
};

const notChosen: Outcome = { verdict: 'notSent', reason: 'This row was not among those chosen to be sent.' };

function commandAgain(
  files: readonly Uri[],
  earlier: Earlier | undefined,
  sids: readonly string[] | undefined,
): UserErrorAction {
  const title = 'Run Again';
  if (sids) return { title, command: commandId('updateRows'), arguments: [files[0], sids] };
  if (!earlier) return { title, command: commandId('updateContacts'), arguments: [files[0], files] };
  const { record, continuing, chosen } = earlier;
  const command = commandId(continuing === 'resume' ? 'resumeRun' : 'retryFailed');
  return { title, command, arguments: [record.description.runId, ...(chosen ? [chosen] : [])] };
}

async function readToSend(uri: Uri, problems: LocalProblems): Promise<CheckedContacts> {
  const contacts = await readContacts(uri);
  problems.show(contacts);
  requireSendable(contacts);
  return contacts;
}

async function planUpdate(
  contacts: CheckedContacts,
  chosen: ChosenTarget,
  earlier: Earlier | undefined,
  { unchanged = [], sids }: { readonly unchanged?: readonly number[]; readonly sids?: readonly string[] | undefined },
): Promise<Omit<PlannedUpdate, 'withSnapshot' | 'runAgain'>> {
  const { checked, lines, uri } = contacts;
  const rows = await finishInSlices(describeRows(checked, lines));
  const only = earlier?.chosen && new Set(earlier.chosen);
  const continuation =
    earlier && (await finishInSlices(continueRun(checked, rows, earlier.record, earlier.continuing, only)));
  const wantedRows = sids && (await rowsToSend(contacts, sids, 'sent'));
  const isWanted = new Set(wantedRows);
  const unchosen = wantedRows
    ? [...checked.file.rows.keys()].filter((row) => checked.isSendable(row) && !isWanted.has(row))
    : [];
  const isUnchangedRow = new Set(unchanged);
  const wanted =
    wantedRows ??
    (unchanged.length > 0 ? [...checked.file.rows.keys()].filter((row) => !isUnchangedRow.has(row)) : undefined);
  const plan = await finishInSlices(makePlan(checked, readSetting('batchSize'), continuation?.rows ?? wanted));
  // Without an earlier run there is something: `requireSendable` has made sure of it.
  if (plan.sendable === 0) throw only ? nothingChosen(uri) : nothingToRetry(plan, uri);
  return { contacts, chosen, rows, plan, continuation, unchanged, unchosen };
}

/** Before the user is asked for the credentials of a place where the run cannot continue. */
async function refuseEarly(targets: TargetParts, { record, continuing }: Earlier, uri: Uri): Promise<void> {
  if (continuing === 'resume' || record.totals.updated === 0) return;
  const target = await targetInSettings(targets);
  if (target && !isSameTarget(record.description.target, target)) refuseOtherTarget(record, target, uri);
}

/** Whether what is known from the earlier run holds where this one goes. */
function isFrom({ record, chosen }: Earlier, target: Target, uri: Uri): boolean {
  if (isSameTarget(record.description.target, target)) return true;
  // After a 401 in the wrong region, say, nothing has been done there that the other region could lack: the whole file goes out.
  if (record.totals.updated === 0 && !chosen) return false;
  return refuseOtherTarget(record, target, uri);
}

const targetOf = ({ record }: Earlier): Target => record.description.target;

/** Sorts by time as text. */
function newRunId(now: number): string {
  const time = new Date(now).toISOString().replace(/[-:.]/g, '');
  return `${time}-${randomBytes(4).toString('hex')}`;
}

function nothingChosen(uri: Uri): UserError {
  const message = `Nothing to retry: these rows of ${fileLabel(uri)} are up to date, have errors, or are no longer in the file.`;
  return new UserError('nothing-to-retry', message, [], { severity: 'information' });
}

function nothingToRetry({ leftOut }: Plan, uri: Uri): UserError {
  const isLeftOut = leftOut.size > 0;
  const rows = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  return new UserError(
    'nothing-to-retry',
    isLeftOut
      ? `Nothing to retry in ${fileLabel(uri)}: ${rows === 1 ? 'one row has' : `${rows.toLocaleString('en')} rows have`} errors, and all other rows are up to date. Correct the errors, then retry.`
      : `Nothing to retry: all rows of ${fileLabel(uri)} are up to date.`,
    isLeftOut ? [{ title: 'Show Problems', command: builtInCommands.showProblems }] : [],
    { severity: 'information' },
  );
}
