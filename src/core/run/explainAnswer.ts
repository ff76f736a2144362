import type { Answer } from '../../api/answer';
import type { RegionId, Target } from '../../api/region';
import { describeError } from '../outcome';
import { UserError, type UserErrorAction } from '../userError';

const switchRegion: UserErrorAction = { title: 'Switch Region', command: 'exotelContacts.switchRegion' };
const setCredentials: UserErrorAction = { title: 'Set Credentials', command: 'exotelContacts.setCredentials' };
const showLog: UserErrorAction = { title: 'Show Log', command: 'exotelContacts.showLog' };

const labels: Readonly<Record<RegionId, string>> = {
  singapore: 'Singapore',
  mumbai: 'Mumbai',
  sandbox: 'The sandbox',
  custom: 'The custom endpoint',
};

/** Where it happened, in words that can begin a sentence. */
interface Where {
  /** "Mumbai (exotel8u3)" */
  readonly short: string;
  /** "Mumbai (api.in.exotel.com, account exotel8u3)" */
  readonly long: string;
}

/**
 * What happened and what to do, when an answer ends a run or a connection test: a short message for a notification and its buttons, and
 * details for the results panel. Sources of the causes: Exotel's HTTP status pages.
 */
export function explainAnswer(answer: Answer, { region, origin, accountSid }: Target): UserError {
  const where: Where = {
    short: `${labels[region]} (${accountSid})`,
    long: `${labels[region]} (${new URL(origin).host}, account ${accountSid})`,
  };
  switch (answer.kind) {
    case 'refused':
      return explainStatus(answer.status, quote(answer), where);
    case 'unreadable':
      return new UserError(
        'unreadable-reply',
        `${where.short} returned ${answer.status}, but not in Exotel’s format. A proxy or a sign-in page may have replied instead.`,
        [switchRegion, showLog],
        {
          details:
            `${where.long} returned ${answer.status}, but not in Exotel’s format: ${answer.reason}. Something between this machine ` +
            'and Exotel may have replied instead, such as a proxy or a sign-in page. Check the network and the region, then retry.',
        },
      );
    case 'noAnswer':
      return explainSilence(answer, where);
    case 'items':
      return new UserError('unexpected', `${where.short} returned ${answer.status}.`, [showLog]);
  }
}

function explainStatus(status: number, words: string, { short, long }: Where): UserError {
  switch (status) {
    case 401:
      return new UserError(
        'unauthorized',
        `${short} did not accept the API key and token (401).`,
        [switchRegion, setCredentials],
        {
          details:
            `${long} did not accept the credentials (401)${words}. Either the API key or token is wrong, or the account is in ` +
            'another region: Exotel gives the same reply in both cases. Switch the region or set the credentials, then retry.',
        },
      );
    case 402:
      return new UserError(
        'payment-required',
        `${short} rejected the request because of the account’s plan or balance (402).`,
        [switchRegion, setCredentials],
        {
          details:
            `${long} rejected the request because of the account’s plan or balance (402)${words}. Check both in the Exotel dashboard, or use ` +
            'another account or region, then retry.',
        },
      );
    case 403:
      return new UserError(
        'forbidden',
        `${short} accepted the credentials, but does not allow this request (403).`,
        [switchRegion, setCredentials],
        {
          details:
            `${long} accepted the credentials, but does not allow this request (403)${words}. The account may be suspended or in another ` +
            'region, this machine’s IP address may not be allowed, or the API key may lack the permission. Check the API settings in ' +
            'the Exotel dashboard, or use another key.',
        },
      );
    case 404:
      return new UserError('not-found', `${short} was not found (404).`, [switchRegion, setCredentials], {
        details: `${long} does not have this account or address (404)${words}. Check the account SID and the region.`,
      });
    case 429:
      return new UserError(
        'rate-limited',
        `${short} still reports that its rate limit is reached (429).`,
        [openSetting('exotelContacts.requestsPerMinute')],
        {
          details:
            `${long} still reports that its rate limit is reached (429)${words}. Wait a few minutes, or lower ` +
            'exotelContacts.requestsPerMinute, then retry.',
        },
      );
    default:
      if (status >= 500) {
        return new UserError('server-error', `${short} failed (${status}), even after retries.`, [showLog], {
          details: `${long} failed (${status})${words}, even after retries. Retry later.`,
        });
      }
      if (status < 400) {
        return new UserError(
          'redirected',
          `${short} returned a redirect (${status}), which is never followed.`,
          [switchRegion],
          {
            details:
              `${long} returned a redirect (${status}). Redirects are never followed, so that the credentials are not sent anywhere else. ` +
              'Check the region, the custom endpoint, and whether a proxy asks you to sign in.',
          },
        );
      }
      return new UserError('refused', `${short} rejected the request (${status}).`, [switchRegion, showLog], {
        details: `${long} rejected the request (${status})${words}. Retry later. If it happens again, check the region and the address.`,
      });
  }
}

function explainSilence({ cause, errorCode }: Answer & { kind: 'noAnswer' }, { short, long }: Where): UserError {
  const code = errorCode ? ` (${errorCode})` : '';
  switch (cause) {
    case 'timeout':
      return new UserError(
        'timeout',
        `${short} did not respond in time.`,
        [openSetting('exotelContacts.requestTimeoutSeconds')],
        {
          details: `${long} did not respond in time. Check the network, or raise exotelContacts.requestTimeoutSeconds, then retry.`,
        },
      );
    case 'certificate':
      return new UserError(
        'certificate',
        `${short} has a certificate that is not trusted${code}, so nothing was sent.`,
        [showLog],
        {
          details:
            `${long} has a certificate that is not trusted${code}, so nothing was sent. A proxy may be inspecting the traffic: install ` +
            'its certificate in the operating system, or use another network.',
        },
      );
    case 'name':
    case 'connection':
      return new UserError(
        'no-network',
        `${short} cannot be reached${code}.`,
        [openSetting('http.proxy', 'Proxy Settings')],
        {
          details: `${long} cannot be reached${code}. Check the network and VS Code’s proxy settings (http.proxy), then retry.`,
        },
      );
    case 'stopped':
      return new UserError('stopped', 'The request was stopped.');
  }
}

function openSetting(key: string, title = 'Open Settings'): UserErrorAction {
  return { title, command: 'workbench.action.openSettings', arguments: [key] };
}

/** The last moment that a date can hold. */
const endOfTime = 8.64e15;

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const dateAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/**
 * @param now milliseconds since the epoch
 * @param wait from now, in milliseconds
 * @param done what would have been done with the rest
 */
export function explainLongWait(now: number, wait: number, answer?: Answer, done: 'sent' | 'read' = 'sent'): UserError {
  const until = new Date(Math.min(now + wait, endOfTime));
  const isToday = until.toDateString() === new Date(now).toDateString();
  const status = answer?.kind === 'refused' ? ` (${answer.status})` : '';
  return new UserError(
    'asked-to-wait',
    `Exotel asks you to wait until ${(isToday ? time : dateAndTime).format(until)}${status}. The rest was not ${done}. Retry after that.`,
  );
}

export function explainJournalFailure(cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  return new UserError(
    'journal',
    'The run history could not be written, so nothing more was sent. Free up disk space, then retry.',
    [showLog],
    { cause },
  );
}

/** The same in one short sentence, for the rows that it leaves without a verdict. */
export function summarizeAnswer(answer: Answer): string {
  switch (answer.kind) {
    case 'refused':
      return `Exotel rejected the whole request: ${answer.status}${quote(answer)}.`;
    case 'unreadable':
      return `The reply (${answer.status}) could not be read: ${answer.reason}.`;
    case 'noAnswer':
      switch (answer.cause) {
        case 'timeout':
          return 'No reply was received in time.';
        case 'stopped':
          return 'The run was stopped before the reply was received.';
        case 'certificate':
          return 'The server’s certificate cannot be trusted.';
        case 'name':
        case 'connection':
          return answer.delivered === 'no'
            ? 'Exotel could not be reached.'
            : 'The connection was lost before the reply was received.';
      }

    case 'items':
      return '';
  }
}

function quote({ error }: Answer & { kind: 'refused' }): string {
  const words = describeError(error);
  return words ? `: “${words}”` : '';
}
