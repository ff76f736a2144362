import { CancellationError, ProgressLocation } from 'vscode';
import { regions } from '../../api/region';
import { count, numberText } from '../../core/count';
import { rowsToCompare, takeFile, takePart } from '../../core/preview/fillPreview';
import { Preview } from '../../core/preview/preview';
import { readContacts as readRemote } from '../../core/remote/readContacts';
import { cheaperWay, isWorthCounting, requestsOf } from '../../core/remote/readingCost';
import { describeTime } from '../../core/run/describeTime';
import { finishInSlices } from '../../core/steps';
import type { CheckedContacts } from '../readContacts';
import type { ChosenTarget } from '../region/chooseTarget';
import { hostOf, placeOf } from '../region/endpoint';
import { countBefore } from '../remote/countBefore';
import { openReader } from '../remote/openReader';
import { readSetting, requestsPerMinute } from '../settings';
import { window } from '../window';

/** A preview that was read, and what it took. */
export interface ReadPreview {
  readonly preview: Preview;
  readonly requests: number;
}

/**
 * Compares rows with the contacts as Exotel has them now, read in the cheaper way. What was read before a person cancels is shown.
 * @throws UserError when Exotel cannot be read; CancellationError when the user does not want to pay for it
 */
export async function readFromExotel(
  { checked }: CheckedContacts,
  chosen: ChosenTarget,
  only: ReadonlySet<number> | undefined,
): Promise<ReadPreview> {
  const rows = await finishInSlices(rowsToCompare(checked, only));
  const sids = [...rows.values()].map((row) => checked.sidOf(row)!);
  const preview = new Preview(checked.file.rows.length);
  if (sids.length === 0) return { preview, requests: 0 };
  const counted = isWorthCounting(sids.length) ? await countBefore(chosen) : undefined;
  const way = cheaperWay(sids.length, counted?.total);
  const reading = { kind: 'sids', sids, way } as const;
  const requests = requestsOf(reading, counted?.total)!;
  await confirm(chosen, sids.length, requests, way, counted?.requests ?? 0);

  const stop = new AbortController();
  const title = `Reading contacts ${placeOf(chosen.target)} (${chosen.target.accountSid})`;
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, cancelled) => {
      cancelled.onCancellationRequested(() => stop.abort());
      let why = '';
      const reader = await openReader(chosen, stop.signal, (wait) => {
        why = wait?.why ?? '';
        report();
      });
      const report = () =>
        progress.report({
          message: `${numberText(reader.asker.requests)} of ${count(requests, 'request')}${why && `, waiting: ${why}`}`,
        });
      for await (const part of readRemote(reading, reader)) {
        takePart(preview, rows, checked, part);
        progress.report({ increment: 100 / requests });
        report();
      }
      return { preview, requests: (counted?.requests ?? 0) + reader.asker.requests };
    },
  );
}

/** Compares rows with the contacts of a downloaded file. */
export async function readFromFile(
  { checked }: CheckedContacts,
  other: CheckedContacts,
  only: ReadonlySet<number> | undefined,
): Promise<ReadPreview> {
  const rows = await finishInSlices(rowsToCompare(checked, only));
  const preview = new Preview(checked.file.rows.length);
  await finishInSlices(takeFile(preview, rows, checked, other.checked));
  return { preview, requests: 0 };
}

async function confirm(
  { target }: ChosenTarget,
  contacts: number,
  requests: number,
  way: 'oneByOne' | 'pages',
  counting: number,
): Promise<void> {
  if (!readSetting('confirmBeforeSending')) return;
  const { region, origin, accountSid } = target;
  const read = `Read ${count(contacts, 'Contact')}`;
  const lines = [
    `Region: ${regions[region].label}, ${hostOf(origin)}`,
    `Account: ${accountSid}`,
    `Requests: ${way === 'pages' ? 'at most ' : ''}${numberText(requests)}${describeTime(requests, requestsPerMinute(region))}`,
    way === 'pages'
      ? 'All contacts are read page by page, which takes fewer requests than one for each row.'
      : 'Each contact is read alone.',
    ...(counting > 0 ? [`Counting the contacts took ${count(counting, 'more request')}.`] : []),
    'Nothing is changed.',
  ];
  const answer = await window.showInformationMessage(
    `Read ${count(contacts, 'contact')} ${placeOf(target)} (${accountSid}) to preview the changes?`,
    { modal: true, detail: lines.join('\n') },
    read,
  );
  if (answer !== read) throw new CancellationError();
}
