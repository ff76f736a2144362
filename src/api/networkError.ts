import type { Answer } from './answer';

export type NoAnswer = Extract<Answer, { kind: 'noAnswer' }>;

const causes: Readonly<Record<string, NoAnswer['cause']>> = {
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  ETIMEDOUT: 'timeout',
};

/** OpenSSL's and Node's codes for a certificate that is not trusted, out of date, or another host's. */
const certificate = /CERT|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$/;

/** These come before there is a connection, whatever was seen of it. */
const neverSent = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED']);

/**
 * Why there is no reply, from the code of Node's error.
 * @param connected whether the request had a connection, TLS included, on which bytes could have left
 */
export function classifyNetworkError(code: unknown, connected: boolean): NoAnswer {
  const errorCode = typeof code === 'string' && /^[A-Z\d_]{1,60}$/.test(code) ? code : undefined;
  const untrusted = errorCode !== undefined && certificate.test(errorCode);
  return {
    kind: 'noAnswer',
    delivered: !connected || untrusted || (errorCode !== undefined && neverSent.has(errorCode)) ? 'no' : 'maybe',
    cause: untrusted ? 'certificate' : (causes[errorCode ?? ''] ?? 'connection'),
    ...(errorCode !== undefined && { errorCode }),
  };
}
