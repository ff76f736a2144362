import { env, type Uri } from 'vscode';
import type { CodeContacts } from '../../core/code/codeRequest';
import { languages } from '../../core/code/languages';
import { linesInCode } from '../../core/code/linesInCode';
import { count } from '../../core/count';
import { makePlan } from '../../core/plan';
import { defaultRetryPolicy } from '../../core/run/retry';
import { finishInSlices } from '../../core/steps';
import { UserError } from '../../core/userError';
import { rowsOfSids } from '../chosenContacts';
import { chooseLanguage } from '../code/chooseLanguage';
import { saveContacts } from '../code/saveContacts';
import { fileLabel } from '../fileLabel';
import { fileOfCommand } from '../filesOfCommand';
import { builtInCommands } from '../ids';
import { offer } from '../offer';
import type { LocalProblems } from '../problems/localProblems';
import { readContacts } from '../readContacts';
import { chooseRegion } from '../region/chooseTarget';
import { endpointOf, placeOf } from '../region/endpoint';
import type { SandboxHost } from '../region/sandboxHost';
import type { ShownResults } from '../results/shownResults';
import { requireSendable } from '../run/requireSendable';
import { selectedRows, selectionIn } from '../selectedRows';
import { readSetting } from '../settings';
import { window } from '../window';

export interface CopyParts {
  readonly shown: ShownResults;
  readonly sandbox: SandboxHost;
  readonly problems: LocalProblems;
}

/**
 * Copies code that updates the contacts of a file: those of the rows that are selected in the active editor, or else all that can be
 * sent. Nothing is sent, and no credentials are read. Contacts that are too large for the code are written to a file that it reads.
 * @param wanted the name of a language
 * @param to where that file is written
 * @param sids of the contacts, where it is not for the selection to say
 * @throws UserError for a wrong argument, or when there is nothing to send; CancellationError when the user backs out
 */
export async function copyAsCode(
  parts: CopyParts,
  clicked?: unknown,
  wanted?: unknown,
  to?: unknown,
  sids?: readonly string[],
): Promise<void> {
  const uri = await fileOfCommand(parts.shown, clicked);
  const language = await chooseLanguage(wanted);
  const selected = selectionIn(uri);
  const contacts = await readContacts(uri);
  requireSendable(contacts);
  const chosen = sids ? await rowsOfSids(contacts, sids, 'copied') : selectedRows(contacts, selected, 'copied');
  const { checked } = contacts;
  const batchSize = readSetting('batchSize');
  const plan = await finishInSlices(makePlan(checked, batchSize, chosen));
  const rows = plan.requests.flat();
  const asked = chosen?.length ?? plan.total;
  if (rows.length === 0) {
    throw new UserError(
      'nothing-to-send',
      `${fileLabel(uri)}: none of the ${count(asked, 'selected row')} can be sent. Fix their errors or select other rows. Nothing was copied.`,
    );
  }
  const { origin, place } = await targetOf(parts.sandbox);
  const lines = await finishInSlices(linesInCode(rows, checked));
  const file = lines ? undefined : await saveContacts(rows, checked, uri, to);
  const source: CodeContacts = lines ? { lines } : { file: pathOf(file!) };
  const code = languages[language].write({
    origin,
    batchSize,
    attempts: defaultRetryPolicy.maxAttempts,
    count: rows.length,
    contacts: source,
  });
  await env.clipboard.writeText(code);
  const leftOut = asked - rows.length;
  const unknown = plan.ignoredFields.length;
  if (leftOut + unknown > 0) parts.problems.show(contacts);
  const sentences = [`Copied as ${language}: an update of ${count(rows.length, 'contact')} ${place}.`];
  if (leftOut > 0) sentences.push(`${count(leftOut, 'row')} left out because of errors.`);
  if (unknown > 0) sentences.push(`${count(unknown, 'unknown field')} left out.`);
  if (file) sentences.push(`The code reads the contacts from ${fileLabel(file)}.`);
  // A message without a button has only one line.
  void offer(window.showInformationMessage, sentences.join(' '), [
    ...(leftOut + unknown > 0 ? [{ title: 'Show Problems', command: builtInCommands.showProblems }] : []),
    ...(file ? [{ title: 'Open File', command: builtInCommands.open, arguments: [file] }] : []),
  ]);
}

async function targetOf(sandbox: SandboxHost): Promise<{ origin: string; place: string }> {
  const region = await chooseRegion();
  const { origin } = region === 'sandbox' ? await sandbox.start() : endpointOf(region);
  return { origin, place: placeOf({ region, origin }) };
}

/** For a program on this machine; what is elsewhere has to be put beside the code first. */
function pathOf(file: Uri): string {
  return file.scheme === 'file' ? file.fsPath : file.path.slice(file.path.lastIndexOf('/') + 1);
}
