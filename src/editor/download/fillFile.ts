import { ProgressLocation, type Uri } from 'vscode';
import { count, numberText } from '../../core/count';
import { sidKey } from '../../core/contact';
import { contactLine, downloadedContact } from '../../core/download/downloadedContact';
import { markedLine } from '../../core/download/downloadText';
import { notBegun, readContacts } from '../../core/remote/readContacts';
import { requestsOf } from '../../core/remote/readingCost';
import { UserError } from '../../core/userError';

import { fileLabel } from '../fileLabel';
import { whyNotWritten } from '../files/whyNotWritten';
import type { RunLock } from '../journal/runLock';
import type { ChosenTarget } from '../region/chooseTarget';
import { placeOf } from '../region/endpoint';
import { openReader } from '../remote/openReader';
import { markOf, type DownloadRecord } from './downloadRecord';
import type { DownloadRecords } from './downloadRecords';
import { PartialFile } from './partialFile';
import { window } from '../window';

/** A download that came to its end, was stopped, or failed. Its partial file is closed. */
export interface FilledFile {
  readonly partial: PartialFile;
  readonly record: DownloadRecord;
  /** Why not everything was read; undefined also where it was stopped. */
  readonly failure: Error | undefined;
}

/**
 * Reads the contacts into the partial file, from where the record says, and keeps the record up to date: first the contacts, then how far
 * it has come. In memory are a page of them and the sids.
 * @throws UserError when the partial file cannot be written
 */
export async function fillFile(
  to: Uri,
  chosen: ChosenTarget,
  begun: DownloadRecord,
  records: DownloadRecords,
  lock: RunLock,
): Promise<FilledFile> {
  const stop = new AbortController();
  const continues = begun.state.contacts > 0;
  const opening = continues ? PartialFile.reopen(to.fsPath, begun) : PartialFile.create(to.fsPath);
  const partial = await opening.catch((cause: unknown) => Promise.reject(explained(cause, to)));
  let record: DownloadRecord = continues ? begun : { ...begun, state: notBegun, bytes: 0, digest: partial.digest };
  const location = ProgressLocation.Notification;
  const title = `Downloading contacts ${placeOf(chosen.target)} (${chosen.target.accountSid})`;
  try {
    await records.save(record);
    return await window.withProgress({ location, title, cancellable: true }, async (progress, cancelled) => {
      cancelled.onCancellationRequested(() => stop.abort());
      let why = '';
      let shown = 0;
      const report = () => {
        const contacts = expectedContacts(record);
        const percent = contacts ? (100 * record.state.contacts) / contacts : 0;
        progress.report({ increment: percent - shown, message: describe(record, why) });
        shown = percent;
      };
      const reader = await openReader(chosen, stop.signal, (wait) => {
        why = wait?.why ?? '';
        report();
      });
      for await (const line of partial.lines()) reader.seen.add(sidKey(sidIn(line)));
      const before = record.requests;
      const reading = { kind: 'all', list: record.list, limit: record.limit } as const;
      report();
      try {
        for await (const { contacts, state } of readContacts(reading, reader, record.state)) {
          await requireLock(lock, to);
          const lines = contacts.map(({ text }) => contactLine(downloadedContact(text)));
          if (partial.bytes === 0 && lines[0] !== undefined) lines[0] = markedLine(lines[0], markOf(record));
          await partial.append(lines);
          const { bytes, digest } = partial;
          record = { ...record, state, bytes, digest, requests: before + reader.asker.requests };
          await records.save(record);
          report();
        }
        record = { ...record, requests: before + reader.asker.requests };
        return { partial, record, failure: undefined };
      } catch (failure) {
        record = { ...record, requests: before + reader.asker.requests };
        if (await lock.isHeld()) await records.save(record).catch(() => undefined);
        return { partial, record, failure: explained(failure, to) };
      }
    });
  } finally {
    await partial.close();
  }
}

/** @throws UserError when another window fills the file by now: this one slept too long */
export async function requireLock(lock: RunLock, to: Uri): Promise<void> {
  if (await lock.isHeld()) return;
  throw new UserError(
    'taken-over',
    `Another window took over the download of ${fileLabel(to)} while this window was suspended. Nothing more was read from here.`,
  );
}

function explained(cause: unknown, to: Uri): Error {
  const reason = whyNotWritten(cause);
  if (reason === undefined) return cause instanceof Error ? cause : new Error(String(cause));
  return new UserError('not-downloaded', `${fileLabel(to)} could not be written: ${reason}.`, [], { cause });
}

function sidIn(line: string): string {
  return (JSON.parse(line) as { readonly sid: string }).sid;
}

function expectedContacts({ limit, total }: DownloadRecord): number | undefined {
  return limit === undefined ? total : Math.min(limit, total ?? limit);
}

function describe(record: DownloadRecord, why: string): string {
  const { list, limit, total, state } = record;
  const expected = expectedContacts(record);
  const requests = requestsOf({ kind: 'all', list, limit }, total);
  const of =
    expected === undefined
      ? count(state.contacts, 'contact')
      : `${numberText(state.contacts)} of ${count(expected, 'contact')}`;
  const cost = requests === undefined ? '' : `, ${count(requests, 'request')} in all`;
  return `${of}${cost}${why && `, waiting: ${why}`}`;
}
