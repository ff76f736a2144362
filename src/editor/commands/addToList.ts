import * as z from 'zod/mini';
import type { Target } from '../../api/region';
import { rowsOfContacts } from '../../core/check/rowsOfContacts';
import { plainSid } from '../../core/contact';
import { isDone } from '../../core/outcome';
import type { ContactList } from '../../core/run/operation';
import type { RunRecord } from '../../core/run/runRecord';
import type { RunSummary } from '../../core/run/summary';
import { finishInSlices } from '../../core/steps';
import { UserError } from '../../core/userError';
import { fileOfCommand, isMissing, isPanelInFront } from '../filesOfCommand';
import { chooseList } from '../lists/chooseList';
import { createList } from '../lists/createList';
import { commandId } from '../ids';
import { readArgument } from '../readArgument';
import { chooseTarget, type TargetParts } from '../region/chooseTarget';
import { requireTrust } from '../requireTrust';
import { requireTarget, targetInSettings } from '../run/otherTarget';
import { runInFront } from '../run/runInFront';
import { fileOf } from '../run/runsOfFiles';
import { startRun, type RunParts } from '../run/startRun';

const title = 'Exotel Contacts: Add to List';

const listSchema = z.object({ sid: z.string().check(z.regex(plainSid)), name: z.string() });

/**
 * Adds the contacts of a file to a list. In the results panel, those of its run that went through, in the account of that run.
 * @param given `{ sid, name }`, asked for where it is missing
 * @param runId the run whose contacts are meant, whatever the panel shows
 */
export async function addToList(
  parts: RunParts,
  clicked?: unknown,
  given?: unknown,
  runId?: unknown,
): Promise<RunSummary> {
  requireTrust();
  const { shown, targets } = parts;
  const run = await runToAdd(parts, clicked, runId);
  const file = run ? fileOf(run) : await fileOfCommand(shown, clicked);
  const sids = run && sidsToAdd(run);
  const ofRun = run?.description.target;
  const now = ofRun && (await targetInSettings(targets));
  if (now) requireTarget(ofRun, now);
  const [list, target] = isMissing(given)
    ? await askForList(targets, ofRun)
    : [readArgument(listSchema, given, 'sent'), ofRun];
  const [summary] = await startRun(parts, { kind: 'addToList', list }, [file], {
    target,
    only: sids && {
      rowsIn: (_, toSend) => finishInSlices(rowsOfContacts(toSend, sids)),
      runAgain: { command: commandId('addToList'), arguments: [file, list, run.description.runId] },
    },
  });
  return summary!;
}

/** Undefined where all contacts of a file are meant. */
async function runToAdd(parts: RunParts, clicked: unknown, runId: unknown): Promise<RunRecord | undefined> {
  if (typeof runId === 'string') return runInFront(parts, runId);
  if (!isMissing(clicked) || !isPanelInFront()) return undefined;
  // A panel that was restored shows its run once it is read.
  await parts.shown.file();
  return parts.shown.record;
}

/** @param ofRun where the contacts are, if a run tells */
async function askForList(targets: TargetParts, ofRun: Target | undefined): Promise<[ContactList, Target]> {
  const chosen = await chooseTarget(targets);
  if (ofRun) requireTarget(ofRun, chosen.target);
  const list = await chooseList(chosen, { title, placeholder: 'Which list?', withNew: true });
  return [list === 'new' ? await createList(chosen, title) : list, chosen.target];
}

/** Of the contacts that Exotel has after the run. @throws UserError where it has none of them */
function sidsToAdd(run: RunRecord): readonly string[] {
  const { rows } = run.description;
  const isThere = (row: number) => {
    const verdict = run.outcome(row)?.verdict;
    return isDone(verdict) && verdict !== 'deleted';
  };
  const sids = [...rows.keys()].filter(isThere).map((row) => rows.sid(row));
  if (sids.length > 0) return sids;
  const message =
    'This run left no contact to add to a list: none went through, or they were deleted. To add all contacts of the file, ' +
    'run the command in its editor.';
  throw new UserError('nothing-to-send', message, [], { severity: 'information' });
}
