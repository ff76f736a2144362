import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { RunRowTable } from '../../../../src/core/run/runRowTable';

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });

describe('RunRowTable', () => {
  it('gives back every row as it was added, whatever its SID', () => {
    const sid = fc.oneof(
      hex(32),
      hex(31),
      hex(32).map((digits) => digits.toUpperCase()),
      fc.string(),
      fc.constant(''),
    );
    const rows = fc.array(
      fc.record(
        {
          line: fc.integer({ min: 1, max: 2 ** 31 }),
          sid,
          fingerprint: fc.oneof(hex(6), fc.constant('')),
          identity: hex(32).filter((digits) => /[^0]/.test(digits)),
        },
        { noNullPrototype: true, requiredKeys: ['line', 'sid', 'fingerprint'] },
      ),
    );
    fc.assert(fc.property(rows, (added) => assert.deepEqual([...RunRowTable.of(added)], added)));
  });

  it('knows which rows are sent, also after it grew', () => {
    const table = new RunRowTable();
    for (let row = 0; row < 20; row++) table.add(row + 2, '', '');
    assert.equal(table.isSent(3), false);
    table.markSent([3, 19]);
    for (let row = 20; row < 3_000; row++) table.add(row + 2, '', '');
    assert.equal(table.isSent(2_999), false);
    table.markSent([2_999]);
    assert.deepEqual(
      [...table.keys()].filter((row) => table.isSent(row)),
      [3, 19, 2_999],
    );
  });

  it('grows beyond the number of rows that was expected', () => {
    const table = new RunRowTable(1);
    for (let row = 0; row < 5_000; row++) table.add(row + 2, row.toString(16).padStart(32, '0'), '');
    assert.equal(table.length, 5_000);
    assert.deepEqual([table.line(0), table.line(4_999)], [2, 5_001]);
    assert.equal(table.sid(4_999), (4_999).toString(16).padStart(32, '0'));
  });
});
