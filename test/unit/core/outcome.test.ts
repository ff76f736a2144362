import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { outcomeCode, outcomeMessage, type Outcome } from '../../../src/core/outcome';

describe('outcome', () => {
  const table: [Outcome, string, string][] = [
    [{ verdict: 'updated' }, '', ''],
    [
      {
        verdict: 'rejected',
        status: 404,
        error: { code: 1000, message: 'Not Found', description: 'Contact not found' },
      },
      '1000',
      'Contact not found (Not Found)',
    ],
    [{ verdict: 'rejected', status: 409, error: { message: 'Twice', description: 'Twice' } }, '409', 'Twice'],
    [{ verdict: 'rejected', error: { message: 'No' } }, '', 'No'],
    [{ verdict: 'rejected', status: 400, error: {} }, '400', 'Rejected by Exotel without a reason'],
    [{ verdict: 'invalid', code: 'missing-sid', message: 'No sid' }, 'missing-sid', 'No sid'],
    [{ verdict: 'notSent', reason: 'Stopped' }, '', 'Stopped'],
    [{ verdict: 'unknown', reason: 'Silence' }, '', 'Silence'],
  ];
  for (const [outcome, code, message] of table) {
    it(`${outcome.verdict} has code “${code}” and message “${message}”`, () => {
      assert.equal(outcomeCode(outcome), code);
      assert.equal(outcomeMessage(outcome), message);
    });
  }
});
