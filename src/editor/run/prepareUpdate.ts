import { randomBytes } from 'node:crypto';
import type { Uri } from 'vscode';
import type { Target } from '../../api/region';
import { makePlan, type Plan } from '../../core/plan';
import { continueRun, invalidOutcomes, type Continuation, type Continuing } from '../../core/run/continueRun';
import { describeRows, hashText } from '../../core/run/describeRows';
import { RunRecord } from '../../core/run/runRecord';
import { finishInSlices } from '../../core/steps';
import { UserError } from '../../core/userError';
import { commandId } from '../ids';
import { baseName } from '../openDocument';
import { readContacts, type CheckedContacts } from '../readContacts';
import { chooseTarget, type ChosenTarget, type TargetParts } from '../region/chooseTarget';
import { endpointLabel } from '../region/endpoint';
import { readSetting } from '../settings';
import { confirmUpdate } from './confirmUpdate';
import type { KnownTargets } from './knownTargets';
import type { LocalProblems } from './localProblems';
import { requireSendable } from './requireSendable';

/** The run to go on from, and how. */
export interface Earlier {
  readonly record: RunRecord;
  readonly continuing: Continuing;
}

/** All that an update needs, fixed from here on: neither settings nor edits change it. */
export interface PreparedUpdate {
  readonly contacts: CheckedContacts;
  readonly chosen: ChosenTarget;
  readonly plan: Plan;
  /** Outcomes that stand before anything is sent. */
  readonly known: Continuation['known'];
  readonly record: RunRecord;
}

/**
 * Reads and checks the file, settles where it goes, plans the requests and asks.
 * @throws UserError when nothing can be sent; CancellationError when the user backs out
 */
export async function prepareUpdate(
  targets: TargetParts,
  problems: LocalProblems,
  knownTargets: KnownTargets,
  uri: Uri,
  earlier?: Earlier,
): Promise<PreparedUpdate> {
  const contacts = await readContacts(uri);
  problems.show(contacts);
  requireSendable(contacts);
  const chosen = await chooseTarget(targets, earlier && targetToKeep(earlier));
  if (earlier) requireSameTarget(earlier.record, chosen.target, uri);

  const { checked, lines } = contacts;
  const rows = await finishInSlices(describeRows(checked, lines));
  const continuation = earlier && continueRun(checked, rows, earlier.record, earlier.continuing);
  const plan = await finishInSlices(makePlan(checked, readSetting('batchSize'), continuation?.rows));
  // Without an earlier run there is something: `requireSendable` saw to it.
  if (plan.sendable === 0) throw nothingToRetry(plan);
  await confirmUpdate(plan, chosen.target, knownTargets, baseName(uri), continuation);

  const startedAt = Date.now();
  const known = continuation?.known ?? [...invalidOutcomes(checked)];
  const record = new RunRecord(
    {
      runId: newRunId(startedAt),
      target: chosen.target,
      file: { uri: uri.toString(), name: baseName(uri), sha256: await finishInSlices(hashText(checked.file.text)) },
      startedAt,
      rows,
    },
    plan.requests.length,
    known,
    continuation?.attempts,
  );
  return { contacts, chosen, plan, known, record };
}

/** Sorts by time as text. */
function newRunId(now: number): string {
  const time = new Date(now).toISOString().replace(/[-:.]/g, '');
  return `${time}-${randomBytes(4).toString('hex')}`;
}

/** What is resumed goes where it began to go; a retry goes where the region points now. */
function targetToKeep({ record, continuing }: Earlier): Target | undefined {
  return continuing === 'resume' ? record.description.target : undefined;
}

function requireSameTarget({ description, totals }: RunRecord, target: Target, uri: Uri): void {
  const before = description.target;
  // Every window starts a sandbox at an address of its own.
  const sameOrigin = before.origin === target.origin || target.region === 'sandbox';
  if (before.region === target.region && before.accountSid === target.accountSid && sameOrigin) return;
  // After a 401 in the wrong region, say, nothing stands there that could be taken for done here.
  if (totals.updated === 0) return;
  throw new UserError(
    'other-target',
    `The last run of this file went to ${endpointLabel(before)} (${before.accountSid}), and now ` +
      `${endpointLabel(target)} (${target.accountSid}) is chosen. Switch back to retry there, or update the whole file here.`,
    [
      { title: 'Switch Region', command: commandId('switchRegion') },
      { title: 'Update Whole File', command: commandId('updateContacts'), arguments: [uri] },
    ],
  );
}

function nothingToRetry(plan: Plan): UserError {
  return new UserError(
    'nothing-to-retry',
    plan.leftOut.size > 0
      ? 'Nothing to retry: the rows that did not go through do not pass the checks as they stand now. Correct them first.'
      : 'Nothing to retry: every row of the last run that is still in the file went through.',
  );
}
