import { stat } from 'node:fs/promises';
import { CancellationError, type Uri } from 'vscode';
import { regions } from '../../api/region';
import { count } from '../../core/count';
import { describeDownload } from '../../core/download/describeDownload';
import { requestsOf } from '../../core/remote/readingCost';
import { fileLabel } from '../fileLabel';
import type { ChosenTarget } from '../region/chooseTarget';
import { hostOf, placeOf } from '../region/endpoint';
import { countBefore } from '../remote/countBefore';
import { readSetting, requestsPerMinute } from '../settings';
import type { DownloadRecord } from './downloadRecord';
import type { DownloadRequest } from './downloadRequest';
import { window } from '../window';

/** What a person agreed to; without a question, how many contacts there are is not found out. */
export interface AgreedDownload {
  readonly total: number | undefined;
  /** That it took to find out. */
  readonly requests: number;
  /** To go on with the earlier download. */
  readonly continues: boolean;
}

/**
 * The modal question before a download: what, how much, and how long it takes.
 * @param replaced what becomes of an earlier download that is not continued
 * @throws CancellationError when the answer is no
 */
export async function confirmDownload(
  { to, list, limit }: DownloadRequest & { readonly to: Uri },
  chosen: ChosenTarget,
  earlier: DownloadRecord | undefined,
  replaced: string | undefined,
): Promise<AgreedDownload> {
  if (!readSetting('confirmBeforeSending')) {
    return { total: earlier?.total, requests: 0, continues: earlier !== undefined };
  }
  const known = earlier?.total;
  const counted =
    known !== undefined
      ? { total: known, requests: 0 }
      : limit === undefined
        ? await countBefore(chosen, list)
        : undefined;
  const { target } = chosen;
  const { region, origin, accountSid } = target;
  const total = counted?.total;
  const contacts = limit === undefined ? total : Math.min(limit, total ?? limit);
  const all = requestsOf({ kind: 'all', list, limit }, total);
  const done = earlier?.state.contacts ?? 0;
  const left = all === undefined || contacts === undefined ? all : Math.max(1, all - requestsFor(done));
  const [go, again] = [
    earlier ? 'Continue' : contacts === undefined ? 'Download' : `Download ${count(contacts, 'Contact')}`,
    'Start Again',
  ];
  const question = earlier ? 'Continue downloading' : 'Download';
  const replaces = await isThere(to);
  const answer = await (replaces ? window.showWarningMessage : window.showInformationMessage)(
    `${question} ${contacts === undefined ? 'the contacts' : count(contacts, 'contact')} ${placeOf(target)} (${accountSid})?`,
    {
      modal: true,
      detail: describeDownload({
        region: regions[region].label,
        host: hostOf(origin),
        accountSid,
        file: fileLabel(to),
        replaces,
        replaced,
        list,
        contacts,
        done,
        requests: left,
        counting: counted?.requests ?? 0,
        requestsPerMinute: requestsPerMinute(region),
      }),
    },
    go,
    ...(earlier ? [again] : []),
  );
  if (answer === undefined) throw new CancellationError();
  return { total, requests: counted?.requests ?? 0, continues: answer === go && earlier !== undefined };
}

const requestsFor = (done: number) => (done === 0 ? 0 : requestsOf({ kind: 'all', limit: done }, undefined)!);

const isThere = (uri: Uri) =>
  stat(uri.fsPath).then(
    () => true,
    () => false,
  );
