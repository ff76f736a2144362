import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { countUndo, describeLeftOut, summarizeUndo } from '../../../../src/core/undo/describeUndo';
import type { UndoPlan } from '../../../../src/core/undo/planUndo';

const plan: UndoPlan = {
  restored: new Map([['a', { tag: '"x"' }]]),
  unchanged: 2,
  conflicts: [
    { sid: 'a', line: 2, field: 'first_name', before: '"Asha"', sent: '"Usha"', now: undefined },
    { sid: 'a', line: 2, field: 'last_name', before: undefined, sent: '"Rao"', now: '"Roy"' },
  ],
  impossible: [
    { sid: 'b', line: 3, field: 'tag', why: 'wasEmpty' },
    { sid: 'c', line: 4, why: 'missing' },
    { sid: 'd', line: 5, why: 'missing' },
    { sid: 'a', line: 2, field: 'custom_field', why: 'mayRemain', entries: ['segment', 'home.city'] },
  ],
};

describe('an undo in words', () => {
  it('counts contacts, each once in a group', () => {
    assert.deepEqual(countUndo(plan), { restored: 1, unchanged: 2, conflicts: 1, impossible: 4 });
    assert.equal(
      summarizeUndo(plan),
      '1 contact to restore; 1 changed since, 3 cannot be restored, 1 may keep added entries, 2 as before',
    );
    assert.equal(summarizeUndo({ ...plan, unchanged: 0, conflicts: [], impossible: [] }), '1 contact to restore');
  });

  it('lists all that is left out, conflicts with their three values', () => {
    assert.equal(
      describeLeftOut(plan),
      `Changed since the update, and left out of the undo:

Line 2, a, first_name
  before:    "Asha"
  sent:      "Usha"
  in Exotel: (none)

Line 2, a, last_name
  before:    (none)
  sent:      "Rao"
  in Exotel: "Roy"

Cannot be restored. Empty before the update, and Exotel documents no way to clear a field or remove an entry:

Line 3, b, tag

These entries may remain in Exotel after the undo. Exotel documents no way to remove an entry:

Line 2, a, custom_field: segment, home.city

Cannot be restored. No longer in Exotel:

Line 4, c
Line 5, d
`,
    );
  });
});
