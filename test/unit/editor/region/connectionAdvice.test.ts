import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Answer } from '../../../../src/api/answer';
import { connectionAdvice } from '../../../../src/editor/region/connectionAdvice';

const advice = (answer: Answer) => connectionAdvice(answer, 'Mumbai (exotel8u3)', 'api.in.exotel.com');
const refused = (status: number): Answer => ({
  kind: 'refused',
  status,
  error: { code: 1010, message: 'Authorization failed' },
  rateLimit: {},
});
const noAnswer = (cause: Extract<Answer, { kind: 'noAnswer' }>['cause'], errorCode?: string): Answer => ({
  kind: 'noAnswer',
  delivered: 'maybe',
  cause,
  ...(errorCode ? { errorCode } : {}),
});

describe('connectionAdvice', () => {
  it('is content with a readable answer', () => {
    const { ok, message } = advice({ kind: 'items', status: 200, items: [], counts: {}, rateLimit: {} });
    assert.equal(ok, true);
    assert.match(message, /Mumbai \(exotel8u3\)/);
  });

  const table: [string, Answer, RegExp, string[]][] = [
    ['401', refused(401), /key or the token.*region/, ['Set Credentials', 'Switch Region']],
    ['402', refused(402), /plan or the balance/, ['Try Again']],
    ['403', refused(403), /not give it access/, ['Try Again', 'Set Credentials']],
    ['404', refused(404), /account SID and the region/, ['Set Credentials', 'Switch Region']],
    ['429', refused(429), /too many requests/, ['Try Again']],
    ['307', refused(307), /redirect/, ['Switch Region']],
    ['503', refused(503), /not available right now/, ['Try Again']],
    ['418', refused(418), /rejected the request \(418\)/, ['Try Again', 'Set Credentials']],
    [
      'a page that is not JSON',
      { kind: 'unreadable', status: 200, reason: 'not JSON' },
      /not in Exotel’s format/,
      ['Switch Region', 'Try Again'],
    ],
    ['an unknown name', noAnswer('name', 'ENOTFOUND'), /could not be found \(ENOTFOUND\)/, ['Try Again']],
    ['a bad certificate', noAnswer('certificate', 'SELF_SIGNED_CERT'), /certificate.*not trusted/, ['Try Again']],
    ['no answer in time', noAnswer('timeout'), /did not respond in time/, ['Try Again']],
    ['no network', noAnswer('connection', 'ECONNREFUSED'), /No connection.*ECONNREFUSED/, ['Try Again']],
  ];
  for (const [what, answer, message, buttons] of table) {
    it(`says what to do about ${what}`, () => {
      const found = advice(answer);
      assert.equal(found.ok, false);
      assert.match(found.message, message);
      assert.deepEqual(
        found.actions.map(({ title }) => title),
        buttons,
      );
    });
  }

  it("repeats Exotel's own words", () => {
    assert.match(advice(refused(401)).message, /Exotel says: Authorization failed\.$/);
  });

  it('says something different for each of them', () => {
    const messages = table.map(([, answer]) => advice(answer).message);
    assert.equal(new Set(messages).size, messages.length);
  });
});
