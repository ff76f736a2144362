import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { classifyNetworkError } from '../../../src/api/networkError';

describe('classifyNetworkError', () => {
  const table: [unknown, boolean, 'no' | 'maybe', string][] = [
    ['ECONNREFUSED', false, 'no', 'connection'],
    ['ENOTFOUND', false, 'no', 'name'],
    ['EAI_AGAIN', false, 'no', 'name'],
    ['EHOSTUNREACH', false, 'no', 'connection'],
    ['ENETUNREACH', true, 'maybe', 'connection'],
    ['ECONNRESET', true, 'maybe', 'connection'],
    ['ECONNRESET', false, 'no', 'connection'],
    ['EPIPE', true, 'maybe', 'connection'],
    ['ETIMEDOUT', false, 'no', 'timeout'],
    ['ETIMEDOUT', true, 'maybe', 'timeout'],
    ['HPE_INVALID_CONSTANT', true, 'maybe', 'connection'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', false, 'no', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', false, 'no', 'certificate'],
    ['CERT_HAS_EXPIRED', false, 'no', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', true, 'no', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, 'no', 'certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', false, 'no', 'certificate'],
    ['EPROTO', false, 'no', 'connection'],
  ];
  for (const [code, connected, delivered, cause] of table) {
    it(`${String(code)}, ${connected ? 'connected' : 'not connected'}: ${cause}, delivered ${delivered}`, () =>
      assert.deepEqual(classifyNetworkError(code, connected), {
        kind: 'noAnswer',
        delivered,
        cause,
        errorCode: code,
      }));
  }

  it('passes on nothing that does not look like a code', () => {
    for (const code of [undefined, 42, 'connect to https://key:token@host failed', 'A'.repeat(99)]) {
      assert.deepEqual(classifyNetworkError(code, true), { kind: 'noAnswer', delivered: 'maybe', cause: 'connection' });
    }
  });
});
