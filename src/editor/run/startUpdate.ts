import { randomBytes } from 'node:crypto';
import { regions, type Target } from '../../api/region';
import { closingLine } from '../../core/journal/closingLine';
import { writeJournal } from '../../core/journal/writeJournal';
import { makePlan, type Plan } from '../../core/plan';
import { systemClock } from '../../core/run/clock';
import { continueRun, invalidOutcomes, type Continuation, type Continuing } from '../../core/run/continueRun';
import { describeRows, hashText } from '../../core/run/describeRows';
import { createPace, type Pace } from '../../core/run/pace';
import { defaultRetryPolicy } from '../../core/run/retry';
import { RunRecord, type RunDescription } from '../../core/run/runRecord';
import { runUpdate } from '../../core/run/runUpdate';
import { summarize, type RunSummary } from '../../core/run/summary';
import { finishInSlices } from '../../core/steps';
import { UserError } from '../../core/userError';
import { chooseTarget, type ChosenTarget, type TargetParts } from '../region/chooseTarget';
import type { Log } from '../log';
import { baseName } from '../openDocument';
import { readContacts, type CheckedContacts } from '../readContacts';
import type { ResultsPanel } from '../results/resultsPanel';
import { readSetting, requestsPerMinute } from '../settings';
import { confirmUpdate, count } from './confirmUpdate';
import type { JournalFiles } from './journalFiles';
import { mostDiagnostics, type LocalProblems } from './localProblems';
import { showProgress } from './showProgress';
import type { Runs } from './runs';
import type { ServerVerdicts } from './serverVerdicts';
import { tellResult } from './tellResult';
import type { Uri } from 'vscode';

export interface UpdateParts {
  readonly targets: TargetParts;
  readonly runs: Runs;
  readonly journals: JournalFiles;
  readonly problems: LocalProblems;
  readonly verdicts: ServerVerdicts;
  readonly panel: ResultsPanel;
  readonly log: Log;
}

/** One bucket for each account, as long as the window lives: two runs in a row share a minute's requests. */
const paces = new Map<string, { perMinute: number | undefined; pace: Pace }>();

/** The run to go on from, and how. */
export interface Earlier {
  readonly record: RunRecord;
  readonly continuing: Continuing;
}

/**
 * One update from its first look at the file to its last verdict.
 * @throws UserError when nothing can be sent; CancellationError when the user backs out
 */
export async function startUpdate(parts: UpdateParts, uri: Uri, earlier?: Earlier): Promise<RunSummary> {
  return parts.runs.alone(async () => {
    const unlock = await lockInterrupted(parts.journals, earlier?.record);
    try {
      return await prepare(parts, uri, earlier);
    } finally {
      await unlock?.();
    }
  });
}

async function prepare(parts: UpdateParts, uri: Uri, earlier: Earlier | undefined): Promise<RunSummary> {
  const contacts = await readContacts(uri);
  parts.problems.show(contacts);
  requireSendable(contacts);
  const chosen = await chooseTarget(parts.targets, earlier && targetToKeep(earlier));
  if (earlier) requireSameTarget(earlier.record, chosen.target);

  const { checked, lines } = contacts;
  const rows = await finishInSlices(describeRows(checked, lines));
  const continuation = earlier && continueRun(checked, rows, earlier.record, earlier.continuing);
  const plan = makePlan(checked, readSetting('batchSize'), continuation?.rows);
  if (plan.sendable === 0) throw nothingToSend(plan, continuation);
  await confirmUpdate(plan, chosen.target, baseName(uri), continuation);

  const startedAt = Date.now();
  const description: RunDescription = {
    runId: newRunId(startedAt),
    target: chosen.target,
    file: { uri: uri.toString(), name: baseName(uri), sha256: await finishInSlices(hashText(checked.file.text)) },
    startedAt,
    rows,
  };
  const known = continuation?.known ?? [...invalidOutcomes(checked)];
  const record = new RunRecord(description, plan.requests.length, known, continuation?.attempts);
  return send(parts, contacts, record, plan, known, chosen, earlier?.record);
}

/** Sorts by time as text. */
function newRunId(now: number): string {
  const time = new Date(now).toISOString().replace(/[-:.]/g, '');
  return `${time}-${randomBytes(4).toString('hex')}`;
}

/** An interrupted run is gone on from by one window only. */
async function lockInterrupted(journals: JournalFiles, record: RunRecord | undefined) {
  if (record?.state !== 'interrupted') return undefined;
  const unlock = await journals.lock(record.description.runId);
  if (unlock) return unlock;
  throw new UserError('locked', 'Another window is going on with this update already. Look there for its results.');
}

async function send(
  parts: UpdateParts,
  contacts: CheckedContacts,
  record: RunRecord,
  plan: Plan,
  known: Continuation['known'],
  { target, credentials }: ChosenTarget,
  earlier: RunRecord | undefined,
): Promise<RunSummary> {
  const { runs, journals, verdicts, panel, log } = parts;
  const { description } = record;
  const where = `${regions[target.region].label} (${target.accountSid})`;
  const { createContactsApi } = await import('../../api/client.js');
  const api = createContactsApi({
    origin: target.origin,
    credentials,
    timeoutMs: readSetting('requestTimeoutSeconds') * 1000,
  });

  const file = await journals.create(description.runId).catch((cause: unknown) => {
    throw new UserError(
      'journal',
      'The record of the run cannot be written, so nothing was sent. Make room on the disk.',
      [],
      {
        cause,
      },
    );
  });
  try {
    const journal = await writeJournal(
      file.append,
      description,
      plan.requests.length,
      contacts.checked.contacts,
      known,
      Date.now,
    );
    if (earlier?.state === 'interrupted') {
      await journals.append(earlier.description.runId, closingLine('resumed', Date.now()));
    }
    log.info(
      `${description.runId}: ${count(plan.sendable, 'contact')} in ${count(plan.requests.length, 'request')} to ${where}`,
    );
    const ending = await runs.watch(record, async (stop) => {
      record.onDidChange = (rows) => {
        runs.recordChanged(record, rows);
        verdicts.changed(record);
      };
      verdicts.follow(contacts, record);
      panel.show();
      return showProgress(
        record,
        `Updating contacts in ${where}`,
        () => runs.stop(),
        () =>
          runUpdate(
            {
              record,
              contacts: contacts.checked.contacts,
              requests: plan.requests,
              api,
              pace: paceOf(target),
              policy: { ...defaultRetryPolicy, maxAttempts: readSetting('maxAttempts') },
              clock: systemClock,
              journal,
            },
            stop,
          ),
      );
    });
    if (ending) record.note(ending.message);
    noteDiagnosticsCap(record, contacts);
    await journal
      .ended(record.state === 'finished' ? 'finished' : 'stopped', record.totals)
      .catch((error: unknown) => log.bug('journal', error));
    const summary = summarize(record);
    log.info(
      `${description.runId}: ${record.state}, ${JSON.stringify(record.totals)}, ${count(summary.requests, 'request')}`,
    );
    tellResult(summary, where, ending, log);
    return summary;
  } finally {
    await file.close();
    await journals.prune(readSetting('keepRuns'));
  }
}

function paceOf({ region, origin, accountSid }: Target): Pace {
  const perMinute = requestsPerMinute(region);
  const key = `${origin} ${accountSid}`;
  const known = paces.get(key);
  if (known && known.perMinute === perMinute) return known.pace;
  const pace = createPace(perMinute);
  paces.set(key, { perMinute, pace });
  return pace;
}

function requireSendable({ uri, checked, lines }: CheckedContacts): void {
  const { file, problems } = checked;
  const first = problems.find(({ severity }) => severity === 'error');
  if (file.whole && checked.contacts.some(Boolean)) return;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const why = first ? `, first in line ${lines.lineAt(first.start) + 1}: ${first.message}` : '.';
  throw new UserError(
    file.whole ? 'nothing-to-send' : 'broken-file',
    file.whole
      ? `${baseName(uri)} holds no contact that can be sent (${count(errors, 'error')}${why})`
      : `${baseName(uri)} cannot be read whole, so nothing of it is sent (${count(errors, 'error')}${why})`,
    first
      ? [
          {
            title: 'Show First Error',
            command: 'vscode.open',
            arguments: [uri, { selection: selectionOf(first.start, lines) }],
          },
        ]
      : [],
  );
}

function selectionOf(offset: number, lines: CheckedContacts['lines']) {
  const { line, character } = lines.positionAt(offset);
  return { start: { line, character }, end: { line, character } };
}

/** What is resumed goes where it began to go; a retry goes where the region points now. */
function targetToKeep({ record, continuing }: Earlier): Target | undefined {
  return continuing === 'resume' ? record.description.target : undefined;
}

function requireSameTarget(earlier: RunRecord, target: Target): void {
  const before = earlier.description.target;
  if (before.region === target.region && before.accountSid === target.accountSid) return;
  // After a 401 in the wrong region, say, nothing stands there that could be taken for done here.
  if (earlier.totals.updated === 0) return;
  throw new UserError(
    'other-target',
    `The last run of this file went to ${regions[before.region].label} (${before.accountSid}), and now ` +
      `${regions[target.region].label} (${target.accountSid}) is chosen. Switch back to retry there, or update the whole file here.`,
    [
      { title: 'Switch Region', command: 'exotelContacts.switchRegion' },
      { title: 'Update Whole File', command: 'exotelContacts.updateContacts' },
    ],
  );
}

function nothingToSend(plan: Plan, continuation: Continuation | undefined): UserError {
  if (!continuation)
    return new UserError('nothing-to-send', 'No row of the file can be sent. The Problems view tells why.');
  return new UserError(
    'nothing-to-retry',
    plan.leftOut.size > 0
      ? 'Nothing to retry: the rows that did not go through do not pass the checks as they stand now. Correct them first.'
      : 'Nothing to retry: every row of the last run that is still in the file went through.',
  );
}

function noteDiagnosticsCap(record: RunRecord, { checked }: CheckedContacts): void {
  const { rejected, unknown } = record.totals;
  if (rejected + unknown <= mostDiagnostics && checked.problems.length <= mostDiagnostics) return;
  record.note(
    `VS Code lists at most ${mostDiagnostics.toLocaleString('en')} problems of a file; the table here lists every row.`,
  );
}
