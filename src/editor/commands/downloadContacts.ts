import { rm } from 'node:fs/promises';
import { commands, Uri } from 'vscode';
import { count } from '../../core/count';
import { downloadText } from '../../core/download/downloadText';
import { formatOf } from '../../core/file/formatOf';
import { notBegun } from '../../core/remote/readContacts';
import { UserError, type UserErrorAction } from '../../core/userError';
import { chooseDownload, chooseEarlier, requireWritable } from '../download/chooseDownload';
import { confirmDownload } from '../download/confirmDownload';
import { markOf, type DownloadRecord } from '../download/downloadRecord';
import { DownloadRecords, hasPartial } from '../download/downloadRecords';
import { readDownloadRequest, type DownloadRequest } from '../download/downloadRequest';
import { fillFile, requireLock, type FilledFile } from '../download/fillFile';
import { PartialFile } from '../download/partialFile';

import { writeBeside } from '../export/writeBeside';
import { fileLabel } from '../fileLabel';
import { whyNotWritten } from '../files/whyNotWritten';
import { builtInCommands, commandId } from '../ids';
import type { Log } from '../log';
import { chooseTarget, type TargetParts } from '../region/chooseTarget';
import { endpointLabel, placeOf } from '../region/endpoint';
import { requireTrust } from '../requireTrust';
import { isSameTarget } from '../../core/run/continuedTarget';
import { window } from '../window';

export interface DownloadParts {
  readonly targets: TargetParts;
  /** The extension's own. */
  readonly storage: Uri;
  readonly log: Log;
}

/** What a download came to. */
export interface DownloadResult {
  /** The one that was asked for when it is complete, else one whose name says that it is not. */
  readonly file: Uri;
  readonly contacts: number;
  /** Of this call, those for counting included. */
  readonly requests: number;
  readonly complete: boolean;
}

/**
 * Reads the contacts of an account or list into a contacts file, which is there whole or not at all. What was read of a download that was
 * stopped is kept, and the next call for the same file goes on from there.
 * @param argument a `DownloadRequest`; without, a person is asked
 * @throws UserError when Exotel cannot be read or the file not be written; CancellationError when the user backs out
 */
export async function downloadContacts(
  { targets, storage, log }: DownloadParts,
  argument?: unknown,
): Promise<DownloadResult> {
  requireTrust();
  const records = new DownloadRecords(storage);
  const asked = readDownloadRequest(argument);
  const chosenEarlier = asked ? undefined : await chooseEarlier(await records.all());
  const chosen = await chooseTarget(targets, chosenEarlier?.target);
  const { target } = chosen;
  const request = asked ?? (chosenEarlier ? requestOf(chosenEarlier) : await chooseDownload(chosen));
  const { to } = request;
  requireWritable(to);
  const lock = await records.lock(to.toString());
  if (!lock) throw new UserError('locked', `${fileLabel(to)} is being downloaded already, perhaps in another window.`);
  try {
    const known = await records.of(to.toString());
    const same = known && isSame(known, request) && isSameTarget(known.target, target) ? known : undefined;
    const earlier = same && (await PartialFile.isAsLeft(to.fsPath, same)) ? same : undefined;
    const replaced = !earlier && (await hasPartial({ to: to.toString() })) ? whyReplaced(to, same) : undefined;
    const agreed = await confirmDownload(request, chosen, earlier, replaced);
    const total = agreed.total === undefined ? {} : { total: agreed.total };
    const begun: DownloadRecord =
      earlier && agreed.continues
        ? { ...earlier, ...total, target, requests: agreed.requests }
        : {
            to: to.toString(),
            target,
            ...(request.list !== undefined && { list: request.list }),
            ...(request.limit !== undefined && { limit: request.limit }),
            ...total,
            startedAt: Date.now(),
            requests: agreed.requests,
            state: notBegun,
            bytes: 0,
          };
    const filled = await fillFile(to, chosen, begun, records, lock);
    const { state, requests } = filled.record;
    const facts = `${count(state.contacts, 'contact')} in ${count(requests, 'request')} from ${endpointLabel(target)}, ${target.accountSid}`;
    log.info(`Download: ${state.isOver ? 'complete' : 'not complete'}, ${facts}`);
    if (!state.isOver) return notComplete(filled, request, log);
    await requireLock(lock, to);
    const file = await complete(filled, to);
    await records.remove(to.toString());
    tell(file, filled.record, placeOf(target), replaced).catch((error: unknown) => log.bug('downloadContacts', error));
    return { file, contacts: state.contacts, requests, complete: state.unread === 0 };
  } finally {
    await lock.release();
  }
}

const requestOf = ({ to, list, limit }: DownloadRecord): DownloadRequest => ({ to: Uri.parse(to), list, limit });

const isSame = (record: DownloadRecord, { list, limit }: DownloadRequest) =>
  record.list === list && record.limit === limit;

/** @param same the record of the same download, whose partial file is not as it was left */
function whyReplaced(to: Uri, same: DownloadRecord | undefined): string {
  const partial = fileLabel(Uri.file(PartialFile.pathFor(to.fsPath)));
  return same
    ? `${partial} was changed since the download was interrupted, so it starts from the beginning.`
    : `${partial}, of another download, is replaced.`;
}

/** Makes the file that was asked for of the partial one. @returns it, or one whose name says that contacts could not be read */
async function complete({ partial, record }: FilledFile, to: Uri): Promise<Uri> {
  const file = record.state.unread === 0 ? to : to.with({ path: to.path.replace(/(\.[^.]*)$/, '.incomplete$1') });
  const mark = { ...markOf(record), read: Date.now() };
  const delimiter = /\.tsv$/i.test(to.path) ? '\t' : ',';
  try {
    await writeBeside(file.fsPath, async (write) => {
      let slice = '';
      for await (const part of downloadText(() => partial.lines(), formatOf(to.path)!, mark, delimiter)) {
        slice += part;
        if (slice.length < 262_144) continue;
        await write(Buffer.from(slice));
        slice = '';
      }
      await write(Buffer.from(slice));
    });
  } catch (cause) {
    const reason = whyNotWritten(cause);
    if (reason === undefined) throw cause;
    throw new UserError(
      'not-downloaded',
      `${fileLabel(to)} could not be written: ${reason}. The contacts are in ${labelOf(partial)}. Run the command again to try again; nothing is read twice.`,
      [],
      { cause },
    );
  }
  await rm(partial.path, { force: true });
  return file;
}

/** @throws UserError where it was not stopped by a person */
function notComplete({ partial, record, failure }: FilledFile, request: DownloadRequest, log: Log): DownloadResult {
  const { state, requests } = record;
  const so = `${count(state.contacts, 'contact')} ${state.contacts === 1 ? 'is' : 'are'} in ${labelOf(partial)}, which is not complete.`;
  const resume: UserErrorAction = { title: 'Continue', command: commandId('downloadContacts'), arguments: [request] };
  if (failure !== undefined) {
    if (!(failure instanceof UserError)) throw failure;
    throw new UserError(failure.code, `${failure.message} ${so}`, [resume, ...failure.actions.slice(0, 2)], {
      cause: failure,
    });
  }
  void window
    .showWarningMessage(`The download was stopped. ${so}`, resume.title)
    .then((answer) => answer && commands.executeCommand(resume.command, request))
    .then(undefined, (error: unknown) => log.bug('downloadContacts', error));
  return { file: Uri.file(partial.path), contacts: state.contacts, requests, complete: false };
}

const labelOf = ({ path }: PartialFile) => fileLabel(Uri.file(path));

async function tell(file: Uri, { state }: DownloadRecord, place: string, replaced = ''): Promise<void> {
  const open = 'Open';
  const contacts = count(state.contacts, 'contact');
  const answer =
    state.unread === 0
      ? await window.showInformationMessage(
          `${contacts} ${place} downloaded to ${fileLabel(file)}. ${replaced}`.trim(),
          open,
        )
      : await window.showWarningMessage(
          `${contacts} ${place} downloaded to ${fileLabel(file)}, which is not complete: ${count(state.unread, 'contact')} could not be read. Try again later.`,
          open,
        );
  if (answer === open) await commands.executeCommand(builtInCommands.open, file);
}
