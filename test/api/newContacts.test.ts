import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Fault } from '../../src/sandbox/faults';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { prepareRun, readFile, rowVerdicts, type RunOptions } from './runHarness';

const numberOf = (row: number) => `+91984500000${row}`;
const text = JSON.stringify(Array.from({ length: 4 }, (_, row) => ({ number: numberOf(row) })));

describe('creating contacts that Exotel has already', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ contacts: [1, 2, 3].map((row) => ({ sid: sidOf(row), number: numberOf(row) })) });
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
    sandbox.contacts.reset();
  });

  async function run(fault: Fault, options: RunOptions = {}) {
    sandbox.faults.at(1, fault);
    const { record, start } = prepareRun(readFile(text, 'json', 'keep', { kind: 'create' }), sandbox, options);
    await start();
    const sids = [1, 2, 3].map((row) => record.description.rows.sid(row));
    return { record, verdicts: rowVerdicts(record), sids };
  }
  const expected = [1, 2, 3].map(sidOf);
  const items = () => [...sandbox.requests].map((request) => request.items);

  it('takes the SIDs of a reply that names the numbers, whatever its order', async () => {
    const { sids, verdicts } = await run({ distort: ['shuffled'] });
    assert.deepEqual([sids, verdicts, items()], [expected, 'ceee', [4]]);
  });

  for (const shuffled of [[], ['shuffled']] as const) {
    it(`sends each row alone where the reply names no number${shuffled.length > 0 ? ' and is out of order' : ''}`, async () => {
      // The new contact is gone from the reply, so that nothing in it shows the order.
      sandbox.contacts.load([{ sid: sidOf(9), number: numberOf(0) }]);
      const { sids, verdicts, record } = await run({ distort: ['sidOnly', ...shuffled] });
      assert.deepEqual([sids, verdicts, items()], [expected, 'eeee', [4, 1, 1, 1, 1]]);
      assert.equal(record.requestsDone, record.requestsPlanned);
      assert.match(record.notes.join(), /does not say which contact has which number/);
    });
  }

  it('leaves rows unknown that the limit of extra requests does not reach, and a retry finds them', async () => {
    const { sids, verdicts, record } = await run({ distort: ['sidOnly'] }, { policy: { splitBudget: 2 } });
    assert.deepEqual([sids, verdicts, items()], [[sidOf(1), sidOf(2), ''], 'cee?', [4, 1, 1]]);
    const again = prepareRun(readFile(text, 'json', 'keep', { kind: 'create' }), sandbox, { earlier: record });
    await again.start();
    assert.equal(rowVerdicts(again.record), 'ceee');
    assert.equal(again.record.description.rows.sid(3), sidOf(3));
  });
});
