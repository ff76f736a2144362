import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readSnapshot } from '../../../../src/core/undo/readSnapshot';
import { contactLine, headLine } from '../../../../src/core/undo/writeSnapshot';

const head = { runId: '20261124T100000000Z-0a1b2c3d', takenAt: 1_795_000_000_000, contacts: 2 };
const contacts = [
  {
    sid: 'a'.repeat(32),
    before: { first_name: '"Ren\\u00e9 \\"x\\""', custom_field: '{"id":90071992547409931,"n":[1,{"a":null}]}' },
    sent: { first_name: '"Asha"', custom_field: '{"id":1e400}' },
  },
  { sid: 'b'.repeat(32), before: undefined, sent: { tag: '""' }, earlier: 'unknown' },
] as const;
const text = headLine(head) + contacts.map(contactLine).join('');

describe('a snapshot', () => {
  it('is read as it was written, every value to the last digit', () => {
    const read = readSnapshot(text);
    assert.deepEqual(read?.head, head);
    assert.deepEqual([...read.contacts.values()], contacts);
  });

  it('whose end is missing has the contacts before it', () => {
    for (let length = headLine(head).length; length < text.length - 1; length++) {
      const read = readSnapshot(text.slice(0, length))!;
      for (const [index, contact] of [...read.contacts.values()].entries()) assert.deepEqual(contact, contacts[index]);
      assert.ok(read.contacts.size < 2);
    }
  });

  it('is not read from another text', () => {
    for (const other of ['', '{}', '[1]', text.slice(1), headLine(head).replace('1,', '2,')]) {
      assert.equal(readSnapshot(other), undefined, other);
    }
  });
});
