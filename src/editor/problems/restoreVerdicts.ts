import { Disposable } from 'vscode';
import { hashText } from '../../core/run/describeRows';
import type { RunRecord } from '../../core/run/runRecord';
import { finishInSlices } from '../../core/steps';
import { checkDocument } from '../files/checkDocument';
import type { ContactsFiles } from '../files/contactsFiles';
import type { OpenContactsFile } from '../files/openContactsFile';
import type { Log } from '../log';
import type { JournalFiles } from '../journal/journalFiles';
import type { RunsOfFiles } from '../run/runsOfFiles';
import type { ServerVerdicts } from './serverVerdicts';

export interface RestoringParts {
  readonly files: ContactsFiles;
  readonly runs: RunsOfFiles;
  readonly journals: JournalFiles;
  readonly verdicts: ServerVerdicts;
  readonly log: Log;
}

/**
 * Shows the verdicts of a file's last run again when the file opens, after a reload of the window for instance, if its text is the
 * one that was sent. One file at a time, in slices.
 */
export function restoreVerdicts(parts: RestoringParts): Disposable {
  const { files, journals, log } = parts;
  const disposed = new AbortController();
  let queue: Promise<unknown> = journals.othersOver();
  const restoreSoon = (file: OpenContactsFile) => {
    queue = queue
      .then(() => restore(file, parts, disposed.signal))
      .catch((error: unknown) => {
        if (!disposed.signal.aborted) log.bug('restore verdicts', error);
      });
  };
  files.all.forEach(restoreSoon);
  return Disposable.from(files.onDidOpen(restoreSoon), new Disposable(() => disposed.abort()));
}

async function restore(file: OpenContactsFile, parts: RestoringParts, signal: AbortSignal): Promise<void> {
  const { files, verdicts } = parts;
  const { uri } = file.document;
  const isWanted = () => files.of(uri) === file && !verdicts.has(uri);
  if (!isWanted() || !(await file.recognise())) return;
  const { version } = file;
  const record = await lastRunOf(file, parts, signal);
  if (!record) return;
  const contacts = await finishInSlices(checkDocument(file, undefined), signal);
  if (!contacts || contacts.version !== version || !isWanted()) return;
  // Another version of the extension may have read the same text differently.
  if (contacts.checked.file.rows.length !== record.description.rows.length) return;
  verdicts.follow(contacts, record);
}

/** Undefined when the text is not the one that was sent, or a window is working on the run. */
async function lastRunOf(
  { document, text }: OpenContactsFile,
  { runs, journals }: RestoringParts,
  signal: AbortSignal,
): Promise<RunRecord | undefined> {
  const last = await runs.lastAbout(document.uri);
  if (!last || (await journals.isLocked(last.runId))) return undefined;
  const sha256 = await finishInSlices(hashText(await finishInSlices(text.read(), signal)), signal);
  return sha256 === last.file.sha256 ? runs.read(last.runId) : undefined;
}
