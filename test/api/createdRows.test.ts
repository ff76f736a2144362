import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { sidEdits } from '../../src/core/create/sidEdits';
import { sidsByNumber } from '../../src/core/create/sidsByNumber';
import { applyEdits } from '../../src/core/fix/textEdit';
import { readJournal } from '../../src/core/journal/readJournal';
import { finish } from '../../src/core/steps';
import { LineTable } from '../../src/core/text/lineTable';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { identityKey, prepareRun, readFile } from './runHarness';

const many = 100_000;
const numberOf = (n: number) => `+9198${String((n * 7_919) % 100_000_000).padStart(8, '0')}`;
const rowOf = (n: number) => `${numberOf(n)},Name ${n}`;
const textOf = (rows: readonly number[]) => ['number,first_name', ...rows.map(rowOf)].join('\n');

describe('100,000 created rows', function () {
  this.timeout(600_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ contacts: [] });
  });
  after(() => sandbox.stop());

  it('keep their SIDs through a crash, with the file shuffled, a tenth of it removed and a tenth added', async () => {
    const operation = { kind: 'create' } as const;
    const all = Array.from({ length: many }, (_, n) => n);
    // The machine fails while the sixteenth of twenty requests is on its way.
    const disk: string[] = [];
    let requests = 0;
    const crashed = await new Promise<'crashed'>((resolve) => {
      const { start } = prepareRun(readFile(textOf(all), 'csv', 'keep', operation), sandbox, {
        batchSize: 5_000,
        append: async (lines) => void disk.push(lines),
        wrap: (api) => ({
          createContacts: (...args) => {
            if (++requests < 16) return api.createContacts(...args);
            resolve('crashed');
            return new Promise<never>(() => {});
          },
        }),
      });
      void start();
    });
    assert.equal(crashed, 'crashed');
    const journal = disk.join('');
    assert.ok(!journal.includes(numberOf(1).slice(1)), 'the record has no number');
    const record = readJournal(journal)!;
    assert.equal(record.totals.created, 75_000);

    const left = shuffled(all).slice(many / 10);
    const now = shuffled([...left, ...Array.from({ length: many / 10 }, (_, n) => many + n)]);
    const before = textOf(now);
    const file = readFile(before, 'csv', 'keep', operation);
    const sids = finish(sidsByNumber(file.checked, new LineTable(before), record, identityKey));
    const provable = now.filter((n) => n < 75_000);
    assert.equal(sids.size, provable.length, 'none is lost that the record has');
    const wrong = [...sids].filter(([row, sid]) => sandbox.contacts.withNumber(numberOf(now[row]!))?.sid !== sid);
    assert.deepEqual(wrong, []);

    const written = applyEdits(before, sidEdits(file.checked, sids).edits);
    const resumed = prepareRun(readFile(written, 'csv', 'keep', operation), sandbox, {
      batchSize: 5_000,
      earlier: record,
      continuing: 'resume',
    });
    await resumed.start();
    const { rows } = resumed.record.description;
    for (const [row, n] of now.entries()) {
      const isResumed = n >= 75_000 && n < many;
      const verdict = resumed.record.outcome(row)?.verdict;
      const expected = n < 75_000 ? ['created'] : isResumed ? ['created', 'existing'] : ['notSent'];
      assert.ok(expected.includes(verdict ?? ''), `row ${row}: ${verdict}`);
      const sid = n < many ? sandbox.contacts.withNumber(numberOf(n))?.sid : '';
      assert.equal(rows.sid(row), sid, `row ${row}`);
    }
  });
});

/** The same order each time, from a linear congruential generator. */
function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  let seed = 12_345;
  for (let last = result.length - 1; last > 0; last--) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    const at = seed % (last + 1);
    [result[last], result[at]] = [result[at]!, result[last]!];
  }
  return result;
}
