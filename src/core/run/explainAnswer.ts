import type { Answer } from '../../api/answer';
import type { RegionId, Target } from '../../api/region';
import { describeError } from '../outcome';
import { UserError, type UserErrorAction } from '../userError';

const switchRegion: UserErrorAction = { title: 'Switch Region', command: 'exotelContacts.switchRegion' };
const setCredentials: UserErrorAction = { title: 'Set API Credentials…', command: 'exotelContacts.setCredentials' };
const showLog: UserErrorAction = { title: 'Show Log', command: 'exotelContacts.showLog' };

const labels: Readonly<Record<RegionId, string>> = {
  singapore: 'Singapore',
  mumbai: 'Mumbai',
  sandbox: 'the sandbox',
  custom: 'the custom endpoint',
};

/** What happened and what to do, when an answer ends a run or a connection test. Sources of the causes: Exotel's HTTP status pages. */
export function explainAnswer(answer: Answer, { region, origin, accountSid }: Target): UserError {
  const where = `${labels[region]} (${new URL(origin).host}, account ${accountSid})`;
  switch (answer.kind) {
    case 'refused':
      return explainStatus(answer.status, quote(answer), where);
    case 'unreadable':
      return new UserError(
        'unreadable-reply',
        `${where} answered ${answer.status}, but not in Exotel’s format: ${answer.reason}. Something between this machine and ` +
          'Exotel may have answered instead (a proxy, a sign-in page). Check the network and the region, then retry.',
        [switchRegion, showLog],
      );
    case 'noAnswer':
      return explainSilence(answer, where);
    case 'items':
      return new UserError('unexpected', `${where} answered ${answer.status}.`, [showLog]);
  }
}

function explainStatus(status: number, words: string, where: string): UserError {
  switch (status) {
    case 401:
      return new UserError(
        'unauthorized',
        `${where} did not accept the credentials (401)${words}. Either key or token is wrong, or the account lives in another ` +
          'region: Exotel answers the same to both. Switch the region, or enter the key again.',
        [switchRegion, setCredentials],
      );
    case 402:
      return new UserError(
        'payment-required',
        `${where} refused because of the account’s plan or balance (402)${words}. Check both in the Exotel dashboard, or use ` +
          'another account or region, then retry.',
        [setCredentials, switchRegion],
      );
    case 403:
      return new UserError(
        'forbidden',
        `${where} knows the credentials but does not allow this (403)${words}. The account may be suspended or live in another region, ` +
          'this machine’s address not be allowed, or the key lack the right. Check the API settings in the Exotel dashboard, or use another key.',
        [setCredentials, switchRegion],
      );
    case 404:
      return new UserError(
        'not-found',
        `${where} has no such account or address (404)${words}. Check the account SID and the region.`,
        [setCredentials, switchRegion],
      );
    case 429:
      return new UserError(
        'rate-limited',
        `${where} keeps answering that its rate limit is reached (429)${words}. Wait some minutes, or lower ` +
          'exotelContacts.requestsPerMinute, then retry.',
        [
          {
            title: 'Open Settings',
            command: 'workbench.action.openSettings',
            arguments: ['exotelContacts.requestsPerMinute'],
          },
        ],
      );
    default:
      if (status >= 500) {
        return new UserError(
          'server-error',
          `${where} failed (${status})${words}, also when tried again. Retry later.`,
          [showLog],
        );
      }
      if (status < 400) {
        return new UserError(
          'redirected',
          `${where} answered with a redirect (${status}). Redirects are never followed, so that the credentials go nowhere else. ` +
            'Check the region, the custom endpoint, and whether a proxy asks for a sign-in.',
          [switchRegion],
        );
      }
      return new UserError(
        'refused',
        `${where} refused the request (${status})${words}. Retry later, and check region and address if it goes on.`,
        [switchRegion, showLog],
      );
  }
}

function explainSilence({ cause, errorCode }: Answer & { kind: 'noAnswer' }, where: string): UserError {
  const code = errorCode ? ` (${errorCode})` : '';
  switch (cause) {
    case 'timeout':
      return new UserError(
        'timeout',
        `${where} did not answer in time. Check the network, or raise exotelContacts.requestTimeoutSeconds, then retry.`,
        [
          {
            title: 'Open Settings',
            command: 'workbench.action.openSettings',
            arguments: ['exotelContacts.requestTimeoutSeconds'],
          },
        ],
      );
    case 'certificate':
      return new UserError(
        'certificate',
        `The certificate of ${where} cannot be trusted${code}, so nothing was sent. A proxy may be reading along: install its ` +
          'certificate in the system, or use another network.',
        [showLog],
      );
    case 'name':
    case 'connection':
      return new UserError(
        'no-network',
        `${where} cannot be reached${code}. Check the network and VS Code’s proxy settings (http.proxy), then retry.`,
        [{ title: 'Proxy Settings', command: 'workbench.action.openSettings', arguments: ['http.proxy'] }],
      );
    case 'stopped':
      return new UserError('stopped', 'The request was stopped.');
  }
}

/** The last moment that a date can hold. */
const endOfTime = 8.64e15;

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const dateAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/**
 * @param now milliseconds since the epoch
 * @param wait from now, in milliseconds
 */
export function explainLongWait(now: number, wait: number, answer?: Answer): UserError {
  const until = new Date(Math.min(now + wait, endOfTime));
  const isToday = until.toDateString() === new Date(now).toDateString();
  const status = answer?.kind === 'refused' ? ` (${answer.status})` : '';
  return new UserError(
    'asked-to-wait',
    `Exotel asks to wait until ${(isToday ? time : dateAndTime).format(until)}${status}. The rest was not sent. Retry after that.`,
  );
}

export function explainJournalFailure(cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  return new UserError(
    'journal',
    'The record of the run could not be written, so nothing further was sent. Make room on the disk, then retry.',
    [showLog],
    { cause },
  );
}

/** The same in one short sentence, for the rows that it leaves without a verdict. */
export function summarizeAnswer(answer: Answer): string {
  switch (answer.kind) {
    case 'refused':
      return `Exotel refused the whole request: ${answer.status}${quote(answer)}.`;
    case 'unreadable':
      return `The reply (${answer.status}) could not be read: ${answer.reason}.`;
    case 'noAnswer':
      switch (answer.cause) {
        case 'timeout':
          return 'No reply came in time.';
        case 'stopped':
          return 'The run was stopped before the reply came.';
        case 'certificate':
          return 'The server’s certificate cannot be trusted.';
        case 'name':
        case 'connection':
          return answer.delivered === 'no'
            ? 'Exotel could not be reached.'
            : 'The connection broke before the reply came.';
      }

    case 'items':
      return '';
  }
}

function quote({ error }: Answer & { kind: 'refused' }): string {
  const words = describeError(error);
  return words ? `: “${words}”` : '';
}
