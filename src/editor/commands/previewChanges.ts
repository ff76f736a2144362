import { type Uri, workspace } from 'vscode';
import { count, numberText } from '../../core/count';
import type { PreviewState } from '../../core/preview/previewState';
import { rowsOfSids } from '../chosenContacts';
import { fileLabel } from '../fileLabel';
import { fileOfCommand } from '../filesOfCommand';
import type { Log } from '../log';
import { choosePreview } from '../preview/choosePreview';
import type { PreviewDocuments } from '../preview/previewDocuments';
import { readPreviewRequest, type PreviewRequest } from '../preview/previewRequest';
import { readFromExotel, readFromFile } from '../preview/readPreview';
import { showDifferences } from '../preview/showDifferences';
import type { LocalProblems } from '../problems/localProblems';
import { readContacts, type CheckedContacts } from '../readContacts';
import { chooseTarget, type TargetParts } from '../region/chooseTarget';
import { endpointLabel } from '../region/endpoint';
import { PreviewView, type PreviewFacts } from '../results/previewView';
import type { ShownResults } from '../results/shownResults';
import { requireSendable } from '../run/requireSendable';
import { window } from '../window';

export interface PreviewParts {
  readonly targets: TargetParts;
  readonly problems: LocalProblems;
  readonly shown: ShownResults;
  readonly documents: PreviewDocuments;
  readonly log: Log;
}

/** Rows by what an update would do to their contacts; their sum is `rows`. */
export type PreviewResult = { readonly [state in PreviewState]: number } & {
  readonly rows: number;
  readonly requests: number;
};

/**
 * Shows what an update of a file would change, row by row and field by field. Nothing is changed.
 * @param argument a `PreviewRequest`; without, a person is asked
 * @throws UserError when the file has nothing to send or Exotel cannot be read; CancellationError when the user backs out
 */
export async function previewChanges(
  parts: PreviewParts,
  clicked?: unknown,
  argument?: unknown,
): Promise<PreviewResult> {
  const { shown, problems, documents, log } = parts;
  const uri = await fileOfCommand(shown, clicked);
  const request = readPreviewRequest(argument);
  const contacts = await readContacts(uri);
  problems.show(contacts);
  requireSendable(contacts);
  const chosen = request ?? (await choosePreview(contacts));
  const facts = await read(parts, contacts, chosen);
  const { preview, requests } = facts;
  const { total: rows, ...states } = preview.totals;
  log.info(`Preview: ${JSON.stringify(states)}, ${count(requests, 'request')}`);
  const view = new PreviewView(facts);
  shown.previewed(view);
  tell(view, documents).catch((error: unknown) => log.bug('previewChanges', error));
  return { rows, ...states, requests };
}

async function read(
  { targets }: PreviewParts,
  contacts: CheckedContacts,
  request: PreviewRequest,
): Promise<PreviewFacts> {
  const { against } = request;
  const only = await rowsOf(contacts, request);
  const again = [contacts.uri, request];
  if (against === 'exotel') {
    const chosen = await chooseTarget(targets);
    const { target } = chosen;
    const { preview, requests } = await readFromExotel(contacts, chosen, only);
    const name = `${endpointLabel(target)} (${target.accountSid})`;
    return { contacts, preview, target, against: name, at: Date.now(), requests, again };
  }
  const other = await readContacts(against);
  const isComplete = !/\.incomplete\.\w+$/.test(against.path);
  const { preview, requests } = await readFromFile(contacts, other, isComplete, only);
  const name = `${fileLabel(against)}, ${await ageOf(against)}`;
  return { contacts, preview, target: undefined, against: name, at: Date.now(), requests, again };
}

/** @returns undefined where all rows are meant */
async function rowsOf(
  contacts: CheckedContacts,
  { rows, sids }: PreviewRequest,
): Promise<ReadonlySet<number> | undefined> {
  if (sids) return new Set(await rowsOfSids(contacts, sids, 'read'));
  if (rows === undefined) return undefined;
  return new Set(typeof rows === 'number' ? Array.from({ length: rows }, (_, row) => row) : rows);
}

/** "2 hours old" */
async function ageOf(uri: Uri): Promise<string> {
  const changedAt = await workspace.fs.stat(uri).then(
    ({ mtime }) => mtime,
    () => undefined,
  );
  if (changedAt === undefined) return 'not saved';
  const minutes = Math.max(0, Math.floor((Date.now() - changedAt) / 60_000));
  if (minutes < 1) return 'less than a minute old';
  if (minutes < 120) return `${count(minutes, 'minute')} old`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${count(hours, 'hour')} old` : `${count(Math.floor(hours / 24), 'day')} old`;
}

async function tell(view: PreviewView, documents: PreviewDocuments): Promise<void> {
  const { changed, same, missing, unread } = view.facts.preview.totals;
  const show = 'Show Differences';
  const counts = [
    `${numberText(same)} stay the same`,
    `${numberText(missing)} missing`,
    `${numberText(unread)} not read`,
  ];
  const message = `${fileLabel(view.file)}: the update would change ${count(changed, 'contact')}, ${counts.join(', ')}. Nothing was sent.`;
  const answer = await window.showInformationMessage(message, ...(changed > 0 ? [show] : []));
  if (answer === show) await showDifferences(view, documents);
}
