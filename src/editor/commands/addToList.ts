import * as z from 'zod/mini';
import { sidKey } from '../../core/contact';
import { isDone } from '../../core/outcome';
import type { ContactList } from '../../core/run/operation';
import type { RunRecord } from '../../core/run/runRecord';
import type { RunSummary } from '../../core/run/summary';
import { fileOfCommand, isMissing, isPanelInFront } from '../filesOfCommand';
import { chooseList } from '../lists/chooseList';
import { createList } from '../lists/createList';
import { commandId } from '../ids';
import { readArgument } from '../readArgument';
import type { CheckedContacts } from '../readContacts';
import { chooseTarget } from '../region/chooseTarget';
import { openReader } from '../remote/openReader';
import { requireTrust } from '../requireTrust';
import { fileOf } from '../run/runsOfFiles';
import { startRun, type RunParts } from '../run/startRun';

const title = 'Exotel Contacts: Add to List';

const listSchema = z.object({ sid: z.string().check(z.regex(/^[\w-]{1,64}$/)), name: z.string() });

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
            rowsIn: (contacts) => Promise.resolve(rowsThatWentThrough(contacts, run)),
            runAgain: { command: commandId('addToList'), arguments: [file, chosen] },
          },
        }
      : {},
  );
  return summary!;
}

async function askForList({ targets }: RunParts): Promise<ContactList> {
  const chosen = await chooseTarget(targets);
  const reader = await openReader(chosen, new AbortController().signal);
  const list = await chooseList(reader, { title, placeholder: 'Which list?', withNew: true });
  return list === 'new' ? createList(reader, title) : list;
}

function rowsThatWentThrough({ checked: { file, sidOf } }: CheckedContacts, run: RunRecord): readonly number[] {
  const { rows } = run.description;
  const sids = new Set(
    [...rows.keys()].filter((row) => isDone(run.outcome(row)?.verdict)).map((row) => sidKey(rows.sid(row))),
  );
  return [...file.rows.keys()].filter((row) => sids.has(sidKey(sidOf(row) ?? '')));
}
