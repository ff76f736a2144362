import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { valuesBefore } from '../../../../src/core/undo/valuesBefore';
import type { SnapshotContact } from '../../../../src/core/undo/writeSnapshot';

type Fields = SnapshotContact['sent'];

const line = (before: Fields | undefined, sent: Fields, earlier?: SnapshotContact['earlier']): SnapshotContact => ({
  ...{ sid: 'a', before, sent },
  ...(earlier && { earlier }),
});
const before = (...lines: SnapshotContact[]) => valuesBefore(lines)?.before;

const first = line({ tag: '"old"' }, { tag: '"new"' });

describe('the values from before an update of several runs', () => {
  it('are those of its only snapshot', () => {
    assert.deepEqual(valuesBefore([first]), first);
    assert.equal(valuesBefore([]), undefined);
  });

  it('are those of the oldest snapshot where an earlier run may have sent the contact', () => {
    for (const earlier of ['unknown', 'updated'] as const) {
      const resumed = line({ tag: '"new"' }, { tag: '"newer"' }, earlier);
      const found = valuesBefore([resumed, first]);
      assert.deepEqual([found?.before, found?.sent], [{ tag: '"old"' }, { tag: '"newer"' }]);
      const third = line({ tag: '"newer"' }, { tag: '"newest"' }, earlier);
      assert.deepEqual(before(third, resumed, first), { tag: '"old"' });
    }
  });

  it('are those of the newest snapshot where no earlier run sent the contact: others may have changed it in between', () => {
    assert.deepEqual(before(line({ tag: '"theirs"' }, { tag: '"new"' }), first), { tag: '"theirs"' });
  });

  it('are not known where an earlier run is in doubt and took no snapshot', () => {
    assert.equal(before(line({ tag: '"new"' }, { tag: '"new"' }, 'unknown')), undefined);
    assert.deepEqual(before(line({ tag: '"new"' }, { tag: '"newer"' }, 'updated')), { tag: '"new"' });
  });

  it('have the fields that only a later run sent, unless the run before it is in doubt', () => {
    const more = { tag: '"new"', email: '"a@b.in"' };
    const then = { tag: '"new"', email: '"x@y.in"' };
    assert.deepEqual(before(line(then, more, 'updated'), first), { tag: '"old"', email: '"x@y.in"' });
    assert.equal(before(line(then, more, 'unknown'), first), undefined);
  });

  it('keep a field empty that was empty before', () => {
    assert.deepEqual(before(line({ tag: '"new"' }, { tag: '"new"' }, 'unknown'), line({}, { tag: '"new"' })), {});
    const missing = line(undefined, { tag: '"new"' });
    assert.equal(before(line({ tag: '"new"' }, { tag: '"new"' }, 'unknown'), missing), undefined);
  });
});
