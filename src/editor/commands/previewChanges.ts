import { count, numberText } from '../../core/count';
import type { PreviewState } from '../../core/preview/previewState';
import { rowsOfSids } from '../chosenContacts';
import { originLabel, originsOf } from '../download/fileOrigin';
import { fileLabel } from '../fileLabel';
import { fileOfCommand } from '../filesOfCommand';
import type { Log } from '../log';
import { changedAt } from '../files/changedAt';
import { checkPreview } from '../preview/checkPreview';
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
import { targetInSettings } from '../run/otherTarget';
import { requireSendable } from '../run/requireSendable';
import { readSetting } from '../settings';
import { window } from '../window';

export interface PreviewParts {
  readonly targets: TargetParts;
  readonly problems: LocalProblems;
  readonly shown: ShownResults;
  readonly documents: PreviewDocuments;
  readonly log: Log;
}

/** Rows by what an update would do to their contacts; their sum is `rows`. */
export type PreviewResult = { readonly [state in Exclude<PreviewState, 'absent'>]: number } & {
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
  const { targets, shown, problems, documents, log } = parts;
  const uri = await fileOfCommand(shown, clicked);
  const request = readPreviewRequest(argument);
  const contacts = await readContacts(uri);
  problems.show(contacts);
  requireSendable(contacts);
  const kept = request ? undefined : shown.previewOf(uri);
  if (kept) await checkPreview(kept, contacts, await targetInSettings(targets));
  const chosen = request ?? (await choosePreview(contacts, kept));
  if (chosen === 'kept') {
    shown.previewed(kept!);
    return resultOf(kept!, 0);
  }
  const facts = await read(parts, contacts, chosen);
  const { requests } = facts;
  const view = new PreviewView(facts);
  await checkPreview(view, contacts, await targetInSettings(targets));
  const result = resultOf(view, requests);
  log.info(`Preview: ${JSON.stringify(result)}`);
  shown.previewed(view);
  tell(view, documents).catch((error: unknown) => log.bug('previewChanges', error));
  return result;
}

/** What is not in the file that was compared is counted as missing, too: of each preview, only one of the two can be. */
function resultOf({ facts }: PreviewView, requests: number): PreviewResult {
  const { total: rows, absent, missing, ...states } = facts.preview.totals;
  return { rows, ...states, missing: missing + absent, requests };
}

async function read(
  { targets }: PreviewParts,
  contacts: CheckedContacts,
  request: PreviewRequest,
): Promise<PreviewFacts> {
  const { against } = request;
  const emptyCells = readSetting('emptyCells', contacts.uri);
  const only = await rowsOf(contacts, request);
  if (against === 'exotel') {
    const chosen = await chooseTarget(targets);
    const { target } = chosen;
    const { preview, requests } = await readFromExotel(contacts, chosen, only);
    const name = `${endpointLabel(target)} (${target.accountSid})`;
    const facts = { preview, targets: [target], other: undefined, against: name, requests };
    return { contacts, emptyCells, ...facts, at: Date.now(), request };
  }
  const other = await readContacts(against);
  const { preview, requests } = await readFromFile(contacts, other, only);
  const origins = await originsOf(other);
  const begun = origins.length > 0 ? Math.min(...origins.map((origin) => origin.begun)) : await changedAt(against);
  const from = origins.length > 0 ? `, from ${origins.map(originLabel).join(' and ')}` : '';
  const name = `${fileLabel(against)}, ${ageText(begun)}${from}`;
  const facts = { preview, targets: origins.map(({ target }) => target), other: against, against: name, requests };
  return { contacts, emptyCells, ...facts, at: Date.now(), request };
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
function ageText(changedAt: number | undefined): string {
  if (changedAt === undefined) return 'not saved';
  const minutes = Math.max(0, Math.floor((Date.now() - changedAt) / 60_000));
  if (minutes < 1) return 'less than a minute old';
  if (minutes < 120) return `${count(minutes, 'minute')} old`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${count(hours, 'hour')} old` : `${count(Math.floor(hours / 24), 'day')} old`;
}

async function tell(view: PreviewView, documents: PreviewDocuments): Promise<void> {
  const { preview, other } = view.facts;
  const { changed, same, missing, absent, unread } = preview.totals;
  const show = 'Show Differences';
  const counts = [
    `${numberText(same)} stay the same`,
    other ? `${numberText(absent)} not in ${fileLabel(other)}` : `${numberText(missing)} missing`,
    `${numberText(unread)} not read`,
  ];
  const message = `${fileLabel(view.file)}: the update would change ${count(changed, 'contact')}, ${counts.join(', ')}. Nothing was sent.${view.isOther ? ' It was compared with contacts of another region or account than the one that is selected.' : ''}`;
  const answer = await window.showInformationMessage(message, ...(changed > 0 ? [show] : []));
  if (answer === show) await showDifferences(view, documents);
}
