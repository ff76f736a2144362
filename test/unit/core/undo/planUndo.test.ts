import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { planUndo, reverseFile, withConflicts, type RowToUndo } from '../../../../src/core/undo/planUndo';
import { readAndCheck } from '../../../../src/core/check/checkContacts';
import { finish } from '../../../../src/core/steps';
import { undoField, type ThreeValues } from '../../../../src/core/undo/undoField';

const sid = (digit: string) => digit.repeat(32);
const row = (digit: string, more: Partial<RowToUndo>): RowToUndo => ({
  sid: sid(digit),
  line: 2,
  sent: { first_name: 'New' },
  before: { first_name: 'Old' },
  now: { first_name: 'New' },
  ...more,
});
const plan = (...rows: RowToUndo[]) => finish(planUndo(rows));

describe('taking one field back', () => {
  for (const [what, values, expected] of [
    ['as the run left it', { before: 'Old', sent: 'New', now: 'New' }, 'restored'],
    ['as it was before', { before: 'Old', sent: 'New', now: 'Old' }, 'unchanged'],
    ['changed by somebody else', { before: 'Old', sent: 'New', now: 'Other' }, 'conflict'],
    ['not changed by the run', { before: 'Old', sent: 'Old', now: 'Old' }, 'unchanged'],
    ['not changed by the run, but since', { before: 'Old', sent: 'Old', now: 'Other' }, 'conflict'],
    ['empty before', { before: '', sent: 'New', now: 'New' }, 'impossible'],
    ['not there before', { before: undefined, sent: 'New', now: 'New' }, 'impossible'],
    ['cleared by the run', { before: 'Old', sent: '', now: undefined }, 'restored'],
    ['empty all the time', { before: '', sent: '', now: undefined }, 'unchanged'],
    ['in another case', { before: 'old', sent: 'Old', now: 'Old' }, 'restored'],
    ['an object, replaced', { before: { a: 1 }, sent: { b: 2 }, now: { b: 2 } }, 'restored'],
    [
      'an object, merged, with an entry that would stay',
      { before: { a: 1 }, sent: { b: 2 }, now: { a: 1, b: 2 } },
      'impossible',
    ],
    ['an object, merged', { before: { a: 1, b: 1 }, sent: { b: 2 }, now: { b: 2, a: 1 } }, 'restored'],
    [
      'an object in another order',
      { before: { a: 1, b: { c: 1, d: 2 } }, sent: {}, now: { b: { d: 2, c: 1 }, a: 1 } },
      'unchanged',
    ],
    ['an object that was empty', { before: {}, sent: { a: 1 }, now: { a: 1 } }, 'impossible'],
    ['a list in another order', { before: { a: [1, 2] }, sent: { a: 3 }, now: { a: [2, 1] } }, 'conflict'],
    ['a text that is a number now', { before: { a: '1' }, sent: { a: 2 }, now: { a: 1 } }, 'conflict'],
  ] as const) {
    it(`${what}: ${expected}`, () => assert.equal(undoField(values as ThreeValues), expected));
  }
});

describe('taking a run back', () => {
  it('restores only the fields that the run sent', () => {
    const { restored } = plan(
      row('a', { before: { first_name: 'Old', tag: 'x' }, now: { first_name: 'New', tag: 'changed since' } }),
    );
    assert.deepEqual([...restored], [[sid('a'), { first_name: 'Old' }]]);
  });

  it('leaves a conflict out, with all three values, and restores the other fields of the contact', () => {
    const { restored, conflicts } = plan(
      row('a', {
        sent: { first_name: 'New', tag: 'New' },
        before: { first_name: 'Old', tag: 'Old' },
        now: { first_name: 'Theirs', tag: 'New' },
      }),
    );
    assert.deepEqual([...restored], [[sid('a'), { tag: 'Old' }]]);
    assert.deepEqual(conflicts, [
      { sid: sid('a'), line: 2, field: 'first_name', before: 'Old', sent: 'New', now: 'Theirs' },
    ]);
  });

  it('takes a conflict in when it is chosen', () => {
    const found = plan(row('a', { now: { first_name: 'Theirs' } }), row('b', { now: { first_name: 'Theirs' } }));
    const chosen = withConflicts(found, [found.conflicts[1]!]);
    assert.deepEqual([...chosen.restored], [[sid('b'), { first_name: 'Old' }]]);
    assert.deepEqual(chosen.conflicts, [found.conflicts[0]]);
  });

  it('names what cannot be restored, and why', () => {
    const { impossible, unchanged, restored } = plan(
      row('a', { before: {} }),
      row('b', { before: undefined }),
      row('c', { now: 'missing' }),
      row('d', { now: 'unread' }),
      row('e', { now: { first_name: 'Old' } }),
    );
    assert.deepEqual(
      impossible.map(({ sid: [digit], field, why }) => [digit, field, why]),
      [
        ['a', 'first_name', 'wasEmpty'],
        ['b', undefined, 'noValuesBefore'],
        ['c', undefined, 'missing'],
        ['d', undefined, 'unread'],
      ],
    );
    assert.equal(unchanged, 1);
    assert.equal(restored.size, 0);
  });

  it('writes a reverse file that is read as the contacts to restore', () => {
    const before = { first_name: 'O’Neil "x"', custom_field: { city: 'Pune', since: 2019 } };
    const { restored } = plan(
      row('a', {
        before,
        sent: { first_name: 'New', custom_field: { city: 'Mumbai', since: 2 } },
        now: { first_name: 'New', custom_field: { city: 'Mumbai', since: 2 } },
      }),
    );
    const checked = finish(readAndCheck(reverseFile(restored), 'json', { emptyCells: 'keep' }));
    assert.deepEqual(
      checked.problems.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.deepEqual(checked.contactOf(0), { sid: sid('a'), ...before });
  });
});
