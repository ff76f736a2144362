import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Answer } from '../../../../src/api/answer';
import {
  explainAnswer,
  explainJournalFailure,
  explainLongWait,
  summarizeAnswer,
} from '../../../../src/core/run/explainAnswer';
import { refused, silence, unreadable } from './scriptedRun';

const target = { region: 'mumbai', origin: 'https://api.in.exotel.com', accountSid: 'exotel8u3' } as const;

describe('explainAnswer', () => {
  /** The answer, the error's code, what its details must tell, and the commands behind the buttons. */
  const table: [string, Answer, string, RegExp, string[]][] = [
    [
      '401',
      refused(401),
      'unauthorized',
      /another region.*Switch the region or set the credentials/,
      ['switchRegion', 'setCredentials'],
    ],
    ['402', refused(402), 'payment-required', /plan or balance.*dashboard.*region/, ['switchRegion', 'setCredentials']],
    ['403', refused(403), 'forbidden', /suspended.*region.*another key/, ['switchRegion', 'setCredentials']],
    ['404', refused(404), 'not-found', /Check the account SID and the region/, ['switchRegion', 'setCredentials']],
    ['409', refused(409), 'refused', /Retry later/, ['switchRegion', 'showLog']],
    ['415', refused(415), 'refused', /Retry later/, ['switchRegion', 'showLog']],
    ['429', refused(429), 'rate-limited', /requestsPerMinute.*retry/, ['openSettings']],
    ['500', refused(500), 'server-error', /Retry later/, ['showLog']],
    ['503', refused(503), 'server-error', /Retry later/, ['showLog']],
    ['307', refused(307), 'redirected', /never followed.*Check the region/, ['switchRegion']],
    ['no JSON', unreadable, 'unreadable-reply', /not JSON.*Check the network/, ['switchRegion', 'showLog']],
    ['no reply', silence('timeout', 'maybe'), 'timeout', /requestTimeoutSeconds/, ['openSettings']],
    ['no network', silence('name', 'no'), 'no-network', /Check the network and VS Code’s proxy/, ['openSettings']],
    ['no connection', silence('connection', 'no'), 'no-network', /Check the network/, ['openSettings']],
    ['a bad certificate', silence('certificate', 'no'), 'certificate', /nothing was sent.*install/, ['showLog']],
  ];
  for (const [name, answer, code, tells, commands] of table) {
    it(`${name}: says where, what and what to do`, () => {
      const error = explainAnswer(answer, target);
      assert.equal(error.code, code);
      assert.match(error.details, /^Mumbai \(api\.in\.exotel\.com, account exotel8u3\)/);
      assert.match(error.details, tells);
      assert.match(error.message, /^Mumbai \(exotel8u3\).*\.$/);
      assert.ok(error.message.length < 140, error.message);
      if (answer.kind === 'refused') {
        for (const text of [error.message, error.details]) assert.match(text, new RegExp(`\\(${answer.status}\\)`));
      }
      assert.deepEqual(
        error.actions.map(({ command }) => command.split('.').at(-1)),
        commands,
      );
      assert.ok(summarizeAnswer(answer).endsWith('.'));
    });
  }

  it('has two buttons at most, of one or two words, so that none is cut beside Retry', () => {
    for (const [name, answer] of table) {
      const { actions } = explainAnswer(answer, target);
      assert.ok(actions.length <= 2, name);
      for (const { title } of actions) assert.match(title, /^\w+ \w+$/);
    }
  });

  it('starts with a capital letter, wherever the run went', () => {
    for (const region of ['singapore', 'mumbai', 'sandbox', 'custom'] as const) {
      for (const [name, answer] of table) {
        const { message, details } = explainAnswer(answer, { ...target, region });
        for (const text of [message, details]) assert.match(text, /^[A-Z]/, name);
      }
    }
  });

  it('quotes the server in the details only', () => {
    const answer = { ...refused(402), error: { message: 'Payment Required', description: 'Plan over' } } as Answer;
    const error = explainAnswer(answer, target);
    assert.match(error.details, /\(402\): “Plan over \(Payment Required\)”/);
    assert.doesNotMatch(error.message, /Plan over/);
    assert.equal(summarizeAnswer(answer), 'Exotel rejected the whole request: 402: “Plan over (Payment Required)”.');
  });

  it('names Node’s code of a network error', () => {
    const answer: Answer = { kind: 'noAnswer', delivered: 'no', cause: 'connection', errorCode: 'ECONNREFUSED' };
    assert.match(explainAnswer(answer, target).message, /\(ECONNREFUSED\)/);
  });

  it('shows nothing between address and account, so no credentials', () => {
    const odd = { ...target, region: 'custom', origin: 'https://gateway.example.com' } as const;
    const { message, details } = explainAnswer(refused(401), odd);
    assert.match(message, /^The custom endpoint \(exotel8u3\) did/);
    assert.match(details, /^The custom endpoint \(gateway\.example\.com, account exotel8u3\) did/);
  });

  it('says until when it would have to wait, with the date when that is not today', () => {
    const noon = new Date(2026, 10, 23, 12, 0).getTime();
    const hours = (n: number) => n * 3_600_000;
    const message = (wait: number, answer?: Answer) => explainLongWait(noon, wait, answer).message;
    assert.match(
      message(hours(2), refused(503)),
      /^Exotel asks you to wait until 14:00 \(503\)\..*Retry after that\.$/,
    );
    assert.match(message(hours(13)), /until 24 Nov 2026,? (at )?01:00\./);
    assert.match(message(hours(24)), /until 24 Nov 2026,? (at )?12:00\./);
    assert.match(message(1e18), /until .*275760/);
  });

  it('says that a record cannot be written', () => {
    const error = explainJournalFailure(new Error('ENOSPC'));
    assert.match(error.message, /nothing more was sent.*retry/);
    assert.equal((error.cause as Error).message, 'ENOSPC');
  });
});
