import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { plainTextWithout } from '../../../src/api/plainText';
import { readError } from '../../../src/api/readError';

const data = { code: 1010, message: 'Authorization failed', description: 'Bad key' };

describe('readError', () => {
  const table: [string, unknown, object][] = [
    ['v2, an object', { response: { code: 401, error_data: data, status: 'failure', data: null } }, data],
    ['v2, an array of one', { response: [{ code: 401, error_data: data }] }, data],
    [
      'the rate limiter',
      { response: { error: { code: 429, message: 'Slow down' } } },
      { code: 429, message: 'Slow down' },
    ],
    ['v1', { RestException: { Status: 401, Message: 'Denied', Code: 34 } }, { code: 34, message: 'Denied' }],
    ['a code as text', { response: { error_data: { code: '1000' } } }, { code: 1000 }],
    [
      'parts of a wrong type',
      { response: { error_data: { code: {}, message: 5, description: 'd' } } },
      { description: 'd' },
    ],
    ['error_data before error', { response: { error_data: data, error: { message: 'other' } } }, data],
    [
      'an empty error_data before v1',
      { response: { error_data: {} }, RestException: { Message: 'm' } },
      { message: 'm' },
    ],
    ['other JSON, as its text', { detail: 'no' }, { message: '{"detail":"no"}' }],
    [
      'prototype names',
      { response: { constructor: 1 }, RestException: 'x' },
      {
        message: '{"response":{"constructor":1},"RestException":"x"}',
      },
    ],
  ];
  for (const [name, body, expected] of table) {
    it(`reads ${name}`, () => assert.deepEqual(readError(JSON.stringify(body), plainTextWithout([])), expected));
  }

  it('reads the text of a page, without its scripts and styles', () => {
    const page =
      '<html><head><style>b{}</style><script>if (1 > 0) x()</script></head><body><h1>502 Bad Gateway</h1></body></html>';
    assert.deepEqual(readError(page, plainTextWithout([])), { message: '502 Bad Gateway' });
  });

  it('has nothing to say about an empty body', () => {
    assert.deepEqual(readError('', plainTextWithout([])), {});
    assert.deepEqual(readError(' \n', plainTextWithout([])), {});
  });

  it('does not hang on a page of unclosed scripts', () => {
    assert.deepEqual(readError('<script>'.repeat(100_000), plainTextWithout([])), {});
  });
});
