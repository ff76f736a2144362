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
        { line: fc.integer({ min: 1, max: 2 ** 31 }), sid, fingerprint: fc.oneof(hex(6), fc.constant('')) },
        { noNullPrototype: true },
      ),
    );
    fc.assert(fc.property(rows, (added) => assert.deepEqual([...RunRowTable.of(added)], added)));
  });

  it('grows beyond the number of rows that was expected', () => {
    const table = new RunRowTable(1);
    for (let row = 0; row < 5_000; row++) table.add(row + 2, row.toString(16).padStart(32, '0'), '');
    assert.equal(table.length, 5_000);
    assert.deepEqual([table.line(0), table.line(4_999)], [2, 5_001]);
    assert.equal(table.sid(4_999), (4_999).toString(16).padStart(32, '0'));
  });
});
