import { randomBytes } from 'node:crypto';
import type { Uri } from 'vscode';
import type { Target } from '../../api/region';
import { makePlan, type Plan } from '../../core/plan';
import { continueRun, openRows, type Continuation, type Continuing } from '../../core/run/continueRun';
import { howToContinue, type PartialTarget } from '../../core/run/continuedTarget';
import { describeRows, hashText } from '../../core/run/describeRows';
import { count } from '../../core/count';
import { operations, type Operation, type OperationKind } from '../../core/run/operation';
import { RunRecord } from '../../core/run/runRecord';
import type { RunRowTable } from '../../core/run/runRowTable';
import type { Outcome } from '../../core/outcome';
import { rowsToSend } from '../../core/selection/rowsToSend';
import { leftOutOutcomes, type RowsToSend } from '../../core/selection/selectedRows';
import { finishInSlices } from '../../core/steps';
import { UserError, type UserErrorAction } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { builtInCommands, commandId, type CommandName } from '../ids';
import { baseName } from '../openDocument';
import { readContacts, type CheckedContacts } from '../readContacts';
import { chooseTarget, type ChosenTarget, type TargetParts } from '../region/chooseTarget';
import type { JournalFiles } from '../journal/journalFiles';
import { requireUndoTarget, undoTarget } from '../undo/undoTarget';
import { usePreview } from '../preview/usePreview';
import type { ShownResults } from '../results/shownResults';
import { placeOf } from '../region/endpoint';
import { readSetting } from '../settings';
import { commandOf } from './commandOf';
import { confirmDelete } from '../delete/confirmDelete';
import { confirmRun } from './confirmRun';
import type { KnownTargets } from './knownTargets';
import type { LocalProblems } from '../problems/localProblems';
import { refuseOtherAccount, refuseOtherTarget, requireTarget, targetInSettings } from './otherTarget';
import { requireSendable } from './requireSendable';
import { isUnchanged, requireUnchanged } from './requireUnchanged';

/** The run to continue from, and how. */
export interface Earlier {
  readonly record: RunRecord;
  readonly continuing: Continuing;
  /** Its rows to send, where not all that did not go through are meant. */
  readonly chosen?: readonly number[] | undefined;
}

/** Some rows of a file. */
export interface OnlyRows {
  readonly rowsIn: (contacts: CheckedContacts, toSend: RowsToSend) => Promise<readonly number[]>;
  /** Repeats the command with them. */
  readonly runAgain: Pick<UserErrorAction, 'command' | 'arguments'>;
}

/** Both are for a single file. */
export interface RunOptions {
  /** The run to continue from. */
  readonly earlier?: Earlier;
  /** Where not all rows are meant. */
  readonly only?: OnlyRows | undefined;
  /** Region and account of what is sent; it goes nowhere else. */
  readonly target?: Target | undefined;
}

export interface PreparationParts {
  readonly targets: TargetParts;
  readonly problems: LocalProblems;
  readonly knownTargets: KnownTargets;
  readonly shown: Pick<ShownResults, 'previewOf'>;
  readonly journals: Pick<JournalFiles, 'identityKey'>;
}

/** What is to be sent of a file and where, fixed from here on: neither settings nor edits change it. */
export interface PlannedRun {
  readonly operation: Operation;
  readonly contacts: CheckedContacts;
  readonly toSend: RowsToSend;
  readonly chosen: ChosenTarget;
  readonly rows: RunRowTable;
  readonly plan: Plan;
  readonly continuation: Continuation | undefined;
  /** The run that this one continues, so that nothing is left to resume of it. */
  readonly continued: RunRecord | undefined;
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
export interface PreparedRun extends PlannedRun {
  /** Outcomes that are known before anything is sent. */
  readonly known: Continuation['known'];
  readonly record: RunRecord;
}

/**
 * Reads and checks the files, settles where they go, plans the requests and asks one question about all of them.
 * @throws UserError when nothing can be sent; CancellationError when the user backs out
 */
export async function planRuns(
  { targets, problems, knownTargets, shown, journals }: PreparationParts,
  operation: Operation,
  files: readonly Uri[],
  { earlier, only, target }: RunOptions = {},
): Promise<readonly PlannedRun[]> {
  const read: ReadToSend[] = [];
  const readAgain = (uri: Uri) => readToSend(uri, operation.kind, problems);
  for (const uri of files) read.push(await readAgain(uri));
  if (earlier) await refuseEarly(targets, earlier, files[0]!);
  const undone = read.length === 1 ? undoTarget(read[0]!.contacts) : undefined;
  const chosen = await chooseTarget(targets, earlier?.continuing === 'resume' ? targetOf(earlier) : undone);
  if (target) requireTarget(target, chosen.target);
  const from = earlier && isFrom(earlier, chosen.target, files[0]!) ? earlier : undefined;

  const key = operation.kind === 'create' ? await journals.identityKey() : undefined;
  const runAgain = only ? { title: 'Run Again', ...only.runAgain } : commandAgain(operation, files, earlier);
  let planned: Omit<PlannedRun, 'withSnapshot' | 'runAgain'>[] = [];
  for (const one of read) {
    let latest = one;
    const { contacts } = one;
    // The questions about region and credentials leave time for edits, and those in an editor are the person's own.
    if (!contacts.document) await requireUnchanged(contacts, runAgain);
    else if (!(await isUnchanged(contacts))) latest = await readAgain(contacts.uri);
    planned.push(await planRun(operation, latest, chosen, from, key, { only }));
  }
  const { contacts, toSend } = planned[0]!;
  const isDelete = operation.kind === 'delete';
  const isPlainUpdate = operation.kind === 'update' && files.length === 1 && !earlier && !only;
  const previewed = isPlainUpdate ? shown.previewOf(contacts.uri) : undefined;
  const preview = previewed && (await usePreview(previewed, contacts, chosen.target));
  const ask = (canLeaveOut: number) =>
    confirmRun(
      operation,
      planned.map(({ contacts: { uri }, plan, continuation, unchanged, unchosen }) => ({
        name: fileLabel(uri, files),
        plan,
        continuation,
        unchanged: unchanged.length,
        unchosen: unchosen.length || continuation?.unchosen,
        preview: undone ? [`Takes back an update ${placeOf(undone)} (${undone.accountSid})`] : preview?.lines,
      })),
      chosen.target,
      knownTargets,
      canLeaveOut,
    );
  let answer = isDelete ? await confirmDelete(planned[0]!, knownTargets) : await ask(preview?.unchanged.length ?? 0);
  if (answer === 'leaveOut') {
    planned = [
      await planRun(operation, { contacts, toSend }, chosen, undefined, key, { unchanged: preview!.unchanged }),
    ];
    answer = await ask(0);
  } else if (answer === 'withRest') {
    planned = [await planRun(operation, { contacts, toSend }, chosen, { ...from!, continuing: 'resumeAll' }, key, {})];
    answer = await ask(0);
  }
  const withSnapshot = answer === true;
  for (const { contacts } of planned) await requireUnchanged(contacts, runAgain);
  return planned.map((run) => ({ ...run, withSnapshot, runAgain }));
}

/** Gives the run its record and with it its start. */
export async function prepareRun(planned: PlannedRun): Promise<PreparedRun> {
  const { operation, contacts, toSend, chosen, plan, rows, continuation, unchanged, unchosen } = planned;
  rows.markSent(plan.requests.flat());
  const { uri, checked } = contacts;
  const sha256 = await finishInSlices(hashText(checked.file.text));
  const known = continuation?.known ?? [
    ...leftOutOutcomes(toSend),
    ...unchanged.map((row) => [row, leftOut] as const),
    ...unchosen.map((row) => [row, notChosen] as const),
  ];
  const startedAt = Date.now();
  const record = new RunRecord(
    {
      runId: newRunId(startedAt),
      operation,
      target: chosen.target,
      file: { uri: uri.toString(), name: baseName(uri), sha256 },
      startedAt,
      ...(continuation && { continues: continuation.runId }),
      rows,
    },
    plan.requests.length,
    known,
    continuation?.attempts,
  );
  record.identify(continuation?.found ?? []);
  return { ...planned, known, record };
}

const leftOut: Outcome = {
  verdict: 'notSent',
  reason: 'Left out: the preview showed that the contact has these values already.',
};

const notChosen: Outcome = { verdict: 'notSent', reason: 'This row was not among those chosen to be sent.' };

function commandAgain(operation: Operation, files: readonly Uri[], earlier: Earlier | undefined): UserErrorAction {
  const title = 'Run Again';
  if (!earlier) return { title, ...commandOf(operation, files) };
  const { record, continuing, chosen } = earlier;
  const command = commandId(continuing === 'resume' ? 'resumeRun' : 'retryFailed');
  return { title, command, arguments: [record.description.runId, ...(chosen ? [chosen] : [])] };
}

/** A file, and which of its rows the run is for. */
type ReadToSend = Pick<PlannedRun, 'contacts' | 'toSend'>;

async function readToSend(uri: Uri, kind: OperationKind, problems: LocalProblems): Promise<ReadToSend> {
  const contacts = await readContacts(uri, { forNew: kind === 'create' });
  const toSend = await finishInSlices(rowsToSend(kind, contacts.checked));
  problems.show({ ...contacts, checked: { ...contacts.checked, problems: toSend.problems } });
  requireSendable(contacts, toSend, kind);
  return { contacts, toSend };
}

async function planRun(
  operation: Operation,
  { contacts, toSend }: ReadToSend,
  chosen: ChosenTarget,
  earlier: Earlier | undefined,
  key: Uint8Array | undefined,
  { unchanged = [], only }: { readonly unchanged?: readonly number[]; readonly only?: OnlyRows | undefined },
): Promise<Omit<PlannedRun, 'withSnapshot' | 'runAgain'>> {
  const { checked, lines, uri } = contacts;
  requireUndoTarget(contacts, chosen.target);
  const rows = await finishInSlices(describeRows(toSend, lines, key));
  const again = earlier?.chosen && new Set(earlier.chosen);
  const continuation =
    earlier && (await finishInSlices(continueRun(toSend, rows, earlier.record, earlier.continuing, again)));
  const isUnchangedRow = new Set(unchanged);
  const chosenRows = only && new Set(await only.rowsIn(contacts, toSend));
  const sendableRows = () => [...checked.file.rows.keys()].filter((row) => toSend.isSendable(row));
  const unchosen = chosenRows ? sendableRows().filter((row) => !chosenRows.has(row)) : [];
  const wanted = chosenRows
    ? sendableRows().filter((row) => chosenRows.has(row))
    : unchanged.length > 0
      ? sendableRows().filter((row) => !isUnchangedRow.has(row))
      : undefined;
  const batchSize = Math.min(readSetting('batchSize'), operations[operation.kind].mostContacts);
  const plan = await finishInSlices(makePlan(toSend, batchSize, continuation?.rows ?? wanted));
  // Without an earlier run there is something: `requireSendable` has made sure of it.
  if (plan.sendable === 0) {
    if (earlier && earlier.continuing !== 'retry') throw nothingLeft(earlier.record, continuation!.rest, uri);
    throw again || only ? nothingChosen(uri) : nothingToRetry(plan, uri);
  }
  const continued = continuation?.unchosenOpen === 0 ? earlier?.record : undefined;
  return { operation, contacts, toSend, chosen, rows, plan, continuation, continued, unchanged, unchosen };
}

/** Before the user is asked for the credentials of a place where the run cannot continue. */
async function refuseEarly(targets: TargetParts, earlier: Earlier, uri: Uri): Promise<void> {
  if (earlier.continuing !== 'retry') return;
  const target = await targetInSettings(targets);
  if (target) isFrom(earlier, target, uri);
}

/** Whether what is known from the earlier run holds where this one goes. */
function isFrom({ record, chosen, continuing }: Earlier, target: PartialTarget, uri: Uri): boolean {
  const how = howToContinue(record, continuing, chosen !== undefined, target);
  if (how !== 'refused') return how === 'continues';
  return continuing === 'retry' ? refuseOtherTarget(record, target, uri) : refuseOtherAccount(record, target);
}

const targetOf = ({ record }: Earlier): Target => record.description.target;

/** Sorts by time as text. */
function newRunId(now: number): string {
  const time = new Date(now).toISOString().replace(/[-:.]/g, '');
  return `${time}-${randomBytes(4).toString('hex')}`;
}

function nothingChosen(uri: Uri): UserError {
  const message = `Nothing to send: these rows of ${fileLabel(uri)} are up to date, have errors, or are no longer in the file.`;
  return new UserError('nothing-to-retry', message, [], { severity: 'information' });
}

/** An interrupted run of which no row can be sent. */
function nothingLeft(record: RunRecord, rest: number, uri: Uri): UserError {
  const { runId } = record.description;
  const open = openRows(record);
  const file = fileLabel(uri);
  const [message, title, name]: [string, string, CommandName] =
    open > 0
      ? [
          `${count(open, 'row')} of the interrupted run of ${file} can’t be sent: not in the file anymore, or with errors. ` +
            'Correct the file, then resume.',
          'Show Results',
          'showResults',
        ]
      : [
          `Every row of the interrupted run of ${file} has an answer. ${count(rest, 'row')} edited or added since can be retried.`,
          'Retry',
          'retryFailed',
        ];
  const actions = open > 0 || rest > 0 ? [{ title, command: commandId(name), arguments: [runId] }] : [];
  return new UserError('nothing-to-retry', message, actions, { severity: 'information' });
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
