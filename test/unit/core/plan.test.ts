import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../src/core/check/checkContacts';
import { readContactFile } from '../../../src/core/read/readContactFile';
import { makePlan } from '../../../src/core/plan';
import { finish } from '../../../src/core/steps';

const check = (text: string) => finish(checkContacts(finish(readContactFile(text, 'csv', { emptyCells: 'keep' }))));
const plan = (...parameters: Parameters<typeof makePlan>) => finish(makePlan(...parameters));
const checked = check('sid,tag,fax\na,1,\n,2,\nc,3,\nd,,\ne,5,1\nf,6,\nf,7,');

describe('makePlan', () => {
  it('cuts the rows that can be sent into requests, in the order of the file', () => {
    const cut = plan(checked, 2);
    assert.deepEqual(cut.requests, [[0, 2], [4]]);
    assert.deepEqual([cut.total, cut.sendable], [7, 3]);
    assert.deepEqual(plan(checked, 3).requests, [[0, 2, 4]]);
    assert.deepEqual(plan(checked, 1).requests, [[0], [2], [4]]);
  });

  it('lists what is left out and why, and which columns are not sent', () => {
    const { leftOut, ignoredFields } = plan(checked, 5000);
    assert.deepEqual(Object.fromEntries(leftOut), { 'missing-sid': 1, 'nothing-to-update': 1, 'duplicate-sid': 2 });
    assert.equal(ignoredFields.length, 1);
    assert.match(ignoredFields[0]!, /fax/);
  });

  it('takes the rows it is given, and none that cannot be sent', () => {
    assert.deepEqual(plan(checked, 9, [1, 2, 4, 6]).requests, [[2, 4]]);
    assert.deepEqual(plan(checked, 9, []).requests, []);
  });

  it('pauses while it looks for the rows to send, also where there are none', () => {
    const many = check(`sid,tag\n${Array.from({ length: 35_000 }, (_, row) => `s${row},x`).join('\n')}`);
    for (const sends of [true, false]) {
      let asked = 0;
      const most = { asked: 0 };
      const isSendable = () => {
        most.asked = Math.max(most.asked, ++asked);
        return sends;
      };
      const steps = makePlan({ ...many, isSendable }, 1_000);
      while (!steps.next().done) asked = 0;
      assert.ok(most.asked <= 10_000, `${most.asked} rows without a pause`);
    }
  });

  it('plans nothing of a file that cannot be read whole', () => {
    const none = plan(check('sid,tag\na,1\nb,"2'), 9);
    assert.deepEqual([none.requests, none.sendable, none.total], [[], 0, 2]);
  });

  it('counts every value that is cleared, in custom_field too', () => {
    const text = 'sid,tag,custom_field.city,custom_field.area,custom_field\na,,,x,\nb,y,,,"{""city"":""Pune""}"';
    const checkCleared = (emptyCells: 'keep' | 'clear') =>
      plan(finish(checkContacts(finish(readContactFile(text, 'csv', { emptyCells })))), 9).cleared;
    // tag and city of the first, city and area of the second; the empty custom_field stays as it is.
    assert.deepEqual([checkCleared('clear'), checkCleared('keep')], [4, 0]);
  });
});
