import type { Answer } from '../../api/answer';
import { describeError } from '../../core/outcome';
import type { UserErrorAction } from '../../core/userError';
import { commandId } from '../ids';

/** What a test of the connection found: `ok`, or what happened and what to do about it. */
export interface ConnectionAdvice {
  readonly ok: boolean;
  readonly message: string;
  readonly actions: readonly UserErrorAction[];
}

const reenter: UserErrorAction = { title: 'Set Credentials', command: commandId('setCredentials') };
const switchRegion: UserErrorAction = { title: 'Switch Region', command: commandId('switchRegion') };
const again: UserErrorAction = { title: 'Try Again', command: commandId('testConnection') };

/**
 * Reads the answer to one cheap request. What a status means to a caller of the contacts API is inferred from Exotel's table
 * of HTTP status codes, and 401 for a wrong region from a sibling API.
 * @param where region and account, for people: "Mumbai (exotel8u3)"
 * @param host host and port that were asked
 */
export function connectionAdvice(answer: Answer, where: string, host: string): ConnectionAdvice {
  const bad = (message: string, ...actions: UserErrorAction[]) => ({ ok: false, message, actions });
  switch (answer.kind) {
    case 'items':
      return {
        ok: true,
        message: `Connected to ${where}. The API key, the API token and the account SID are correct.`,
        actions: [],
      };
    case 'unreadable':
      return bad(
        `${host} returned ${answer.status}, but not in Exotel’s format: ${answer.reason}. A proxy or a sign-in page may have replied instead.`,
        switchRegion,
        again,
      );
    case 'refused':
      return refused(answer.status);
    case 'noAnswer':
      return noAnswer(answer);
  }

  function refused(status: number): ConnectionAdvice {
    const words = answer.kind === 'refused' ? describeError(answer.error) : '';
    const said = words ? ` Exotel says: ${words}.` : '';
    switch (status) {
      case 401:
        return bad(
          `${where} rejected the key or the token (401). Check both, and check the region: a key from another region is rejected in the same way.${said}`,
          reenter,
          switchRegion,
        );
      case 402:
        return bad(
          `${where} accepts the key, but the plan or the balance does not allow this (402). Check both in the Exotel dashboard.${said}`,
          again,
        );
      case 403:
        return bad(
          `${where} accepts the key, but does not give it access (403). The account may be suspended, or requests from this network may be blocked. Ask the owner of the account.${said}`,
          again,
          reenter,
        );
      case 404:
        return bad(`${where} was not found (404). Check the account SID and the region.${said}`, reenter, switchRegion);
      case 429:
        return bad(
          `${where} received too many requests (429). Wait a minute, then try again. The credentials may be correct.${said}`,
          again,
        );
    }
    if (status >= 300 && status < 400) {
      return bad(
        `${host} returned a redirect (${status}), which is not followed, because it would send the key to another address.`,
        switchRegion,
      );
    }
    if (status >= 500) {
      return bad(
        `${host} is not available right now (${status}). The problem is on the server. Try again later.${said}`,
        again,
      );
    }
    return bad(`${where} rejected the request (${status}).${said}`, again, reenter);
  }

  function noAnswer({ cause, errorCode }: Extract<Answer, { kind: 'noAnswer' }>): ConnectionAdvice {
    const code = errorCode ? ` (${errorCode})` : '';
    switch (cause) {
      case 'name':
        return bad(
          `The address of ${host} could not be found${code}. Check the network, VPN and proxy settings.`,
          again,
        );
      case 'certificate':
        return bad(
          `The certificate of ${host} is not trusted here${code}. If a proxy inspects your traffic, install its certificate on this machine.`,
          again,
        );
      case 'timeout':
        return bad(`${host} did not respond in time${code}. Check the network, VPN and proxy settings.`, again);
      case 'connection':
        return bad(`No connection to ${host}${code}. Check the network, VPN and proxy settings.`, again);
      case 'stopped':
        return bad('The test was stopped.');
    }
  }
}
