import * as z from 'zod/mini';
import { rowsOfContacts } from '../../core/check/rowsOfContacts';
import { plainSid } from '../../core/contact';
import { isDone } from '../../core/outcome';
import type { ContactList } from '../../core/run/operation';
import type { RunRecord } from '../../core/run/runRecord';
import type { RunSummary } from '../../core/run/summary';
import { finishInSlices } from '../../core/steps';
import { fileOfCommand, isMissing, isPanelInFront } from '../filesOfCommand';
import { chooseList } from '../lists/chooseList';
import { createList } from '../lists/createList';
import { commandId } from '../ids';
import { readArgument } from '../readArgument';
import { chooseTarget } from '../region/chooseTarget';
import { requireTrust } from '../requireTrust';
import { fileOf } from '../run/runsOfFiles';
import { startRun, type RunParts } from '../run/startRun';

const title = 'Exotel Contacts: Add to List';

const listSchema = z.object({ sid: z.string().check(z.regex(plainSid)), name: z.string() });

/**
 * Adds the contacts of a file to a list. In the results panel, those of its run that went through.
 * @param list `{ sid, name }`, asked for where it is missing
 */
export async function addToList(parts: RunParts, clicked?: unknown, list?: unknown): Promise<RunSummary> {
  requireTrust();
  const run = isMissing(clicked) && isPanelInFront() ? parts.shown.record : undefined;
  const file = run ? fileOf(run) : await fileOfCommand(parts.shown, clicked);
  const chosen = isMissing(list) ? await askForList(parts) : readArgument(listSchema, list, 'sent');
  const [summary] = await startRun(
    parts,
    { kind: 'addToList', list: chosen },
    [file],
    run
      ? {
          only: {
            rowsIn: (_, toSend) => finishInSlices(rowsOfContacts(toSend, sidsThatWentThrough(run))),
            runAgain: { command: commandId('addToList'), arguments: [file, chosen] },
          },
        }
      : {},
  );
  return summary!;
}

async function askForList({ targets }: RunParts): Promise<ContactList> {
  const chosen = await chooseTarget(targets);
  const list = await chooseList(chosen, { title, placeholder: 'Which list?', withNew: true });
  return list === 'new' ? createList(chosen, title) : list;
}

function sidsThatWentThrough(run: RunRecord): readonly string[] {
  const { rows } = run.description;
  return [...rows.keys()].filter((row) => isDone(run.outcome(row)?.verdict)).map((row) => rows.sid(row));
}
