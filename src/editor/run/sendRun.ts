import { CancellationError } from 'vscode';
import { closingLine } from '../../core/journal/closingLine';
import { writeJournal } from '../../core/journal/writeJournal';
import { count, numberText } from '../../core/count';
import { systemClock } from '../../core/run/clock';
import { defaultRetryPolicy } from '../../core/run/retry';
import { closing, describeDoing } from '../../core/run/operation';
import { requestsOf } from '../../core/run/requestsOf';
import { runOperation } from '../../core/run/runOperation';
import type { RunRecord } from '../../core/run/runRecord';
import { summarize, type RunSummary } from '../../core/run/summary';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import type { Log } from '../log';
import { endpointLabel, placeOf } from '../region/endpoint';
import type { ResultsPanel } from '../results/resultsPanel';
import { readSetting } from '../settings';
import { accountPace } from './accountPace';
import type { ContactsOfRuns } from './contactsOfRuns';
import type { CurrentRun } from './currentRun';
import type { JournalFiles } from '../journal/journalFiles';
import type { KnownTargets } from './knownTargets';
import { mostDiagnostics } from '../problems/localProblems';
import type { PreparedRun } from './prepareRun';
import type { ServerVerdicts } from '../problems/serverVerdicts';
import { showProgress } from './showProgress';

export interface SendingParts {
  readonly current: CurrentRun;
  readonly journals: JournalFiles;
  readonly knownTargets: KnownTargets;
  readonly contactsOfRuns: ContactsOfRuns;
  readonly verdicts: ServerVerdicts;
  readonly panel: ResultsPanel;
  readonly log: Log;
}

/** What a run came to, and what ended it before its time. */
export interface RunResult {
  readonly record: RunRecord;
  readonly summary: RunSummary;
  readonly ending: UserError | undefined;
}

/**
 * Carries a prepared run out: record on the disk, progress, verdicts. Once the record is written, the run that it continues is closed if
 * it was interrupted.
 * @throws UserError when a record cannot be written: then nothing was sent, and an interrupted run can still be resumed;
 * CancellationError when the window closes
 */
export async function sendRun(
  { current, journals, knownTargets, contactsOfRuns, verdicts, panel, log }: SendingParts,
  { operation, contacts, toSend, chosen, plan, known, record, continued }: PreparedRun,
  stop: AbortSignal,
): Promise<RunResult> {
  const { target, credentials } = chosen;
  const { runId } = record.description;
  const { createContactsApi } = await import('../../api/client.js');
  const api = createContactsApi({
    origin: target.origin,
    credentials,
    timeoutMs: readSetting('requestTimeoutSeconds') * 1000,
  });

  const isClosing = () => stop.reason === closing;
  if (isClosing()) throw new CancellationError();
  const file = await journals.create(runId).catch((cause: unknown) => {
    throw noRecord(cause);
  });
  try {
    const { contactOf, keyOf } = toSend;
    const begin = async () => {
      const { description } = record;
      const begun = await writeJournal(file.append, description, plan.requests.length, contactOf, known, Date.now);
      // Its record may be without an end also where it ended in this window: the end could not be written.
      if (continued && (await journals.glance(continued.description.runId))?.state === 'interrupted') {
        await journals.append(continued.description.runId, closingLine('resumed', Date.now()));
      }
      return begun;
    };
    const journal = await begin().catch(async (cause: unknown) => {
      await file.discard().catch((error: unknown) => log.bug('journal', error));
      throw noRecord(cause);
    });
    log.info(
      `${runId}: ${count(plan.sendable, 'contact')} in ${count(plan.requests.length, 'request')} to ${endpointLabel(target)}, ${target.accountSid}`,
    );
    await knownTargets.add(target);
    contactsOfRuns.hold(record, contacts);
    verdicts.follow(contacts, record);
    const ending = await current.watch(record, async () => {
      panel.show();
      const run = {
        record,
        contactOf,
        keyOf,
        requests: plan.requests,
        makeRequest: requestsOf(operation, api, toSend),
        pace: accountPace(target),
        policy: { ...defaultRetryPolicy, maxAttempts: readSetting('maxAttempts') },
        clock: systemClock,
        journal,
      };
      return showProgress(
        current,
        record,
        `${describeDoing(operation, fileLabel(contacts.uri))} ${placeOf(target)} (${target.accountSid})`,
        () => runOperation(run, stop),
      );
    });
    const end = () => journal.ended(record.state === 'finished' ? 'finished' : 'stopped', record.totals);
    if (isClosing()) {
      // The editor is out of reach: its log, its messages, and the file that the SIDs of new contacts belong into.
      if (record.state !== 'interrupted' && operation.kind !== 'create') await end();
      throw new CancellationError();
    }
    if (ending) record.note(ending.details);
    noteDiagnosticsCap(record, toSend.problems.length);
    if (operation.kind === 'create') {
      const { keepSids } = await import('../create/keepSids.js');
      await keepSids(record, { verdicts, contactsOfRuns, log }, journal, await journals.identityKey());
    }
    await end().catch((error: unknown) => log.bug('journal', error));
    const summary = summarize(record);
    log.info(`${runId}: ${record.state}, ${JSON.stringify(record.totals)}, ${count(summary.requests, 'request')}`);
    if (ending) log.warn(`${runId}: ${ending.details}`);
    return { record, summary, ending };
  } finally {
    await file.close();
    if (!isClosing()) await journals.prune(readSetting('keepRuns')).catch((error: unknown) => log.bug('prune', error));
  }
}

function noRecord(cause: unknown): UserError {
  return new UserError(
    'journal',
    'The run history cannot be written, so nothing was sent. Free up disk space, then run the command again.',
    [],
    { cause },
  );
}

function noteDiagnosticsCap(record: RunRecord, localProblems: number): void {
  const { rejected, unknown } = record.totals;
  if (rejected + unknown <= mostDiagnostics && localProblems <= mostDiagnostics) return;
  record.note(`VS Code shows at most ${numberText(mostDiagnostics)} problems per file. This table shows every row.`);
}
