import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import type { OperationKind } from '../../../../src/core/run/operation';
import { rowsToSend } from '../../../../src/core/selection/rowsToSend';
import { leftOutOutcome } from '../../../../src/core/selection/selectedRows';
import { finish } from '../../../../src/core/steps';

const sid = (digit: string) => digit.repeat(32);

/** For each row what is sent, or why it stays out. */
function selected(kind: OperationKind, text: string, format: FileFormat = 'json') {
  const options = { emptyCells: 'keep', withoutSid: kind === 'create' } as const;
  const rows = finish(rowsToSend(kind, finish(checkContacts(finish(readContactFile(text, format, options))))));
  const said = Array.from(rows.file.rows.keys(), (row) => {
    if (rows.isSendable(row)) return rows.contactText(row) ?? rows.keyOf(row);
    const outcome = leftOutOutcome(rows, row);
    return outcome.verdict === 'invalid' ? outcome.code : outcome.verdict === 'notSent' && outcome.reason;
  });
  return { said, sendable: rows.sendable, problems: rows.problems.map(({ code }) => code) };
}

describe('rowsToSend', () => {
  it('creates the rows with a number and no SID, and names every other one’s reason', () => {
    const { said, sendable, problems } = selected(
      'create',
      JSON.stringify([
        { number: '+919845000001', sid: '', tag: 'a' },
        { number: '+919845000002', custom: { n: 1 } },
        { number: '+91 98450 00001' },
        { sid: sid('a'), number: '+919845000003' },
        { tag: 'x' },
        { number: 9845000004 },
        { number: '', tag: 'x' },
      ]),
    );
    assert.deepEqual(said, [
      '{"number":"+919845000001","tag":"a"}',
      '{"number":"+919845000002","custom_field":{"n":1}}',
      'Another row has this number, perhaps in another spelling, and a contact is created once.',
      'This row has a SID already, and only new contacts are created.',
      'A new contact needs a number, and this row has none.',
      'wrong-type',
      'A new contact needs a number, and this row has none.',
    ]);
    assert.equal(sendable, 2);
    assert.deepEqual(
      problems.filter((code) => code === 'missing-sid'),
      [],
    );
  });

  it('creates a number once, however it is spelled and wherever a row with a SID has it', () => {
    const sent = (...numbers: (string | [string, string])[]) => {
      const contacts = numbers.map((one) =>
        typeof one === 'string' ? { number: one } : { number: one[0], sid: one[1] },
      );
      return selected('create', JSON.stringify(contacts)).said.map((text) => String(text).startsWith('{'));
    };
    assert.deepEqual(sent('09876502601', '+919876502601', '919876502601', '+91 (0) 98765-02601'), [
      true,
      false,
      false,
      false,
    ]);
    assert.deepEqual(sent('+919876502601', '00919876502601', '98765 02601'), [true, false, false]);
    assert.deepEqual(sent('+91 98450 12345', ['+919845012345', sid('a')]), [false, false]);
    assert.deepEqual(sent(['09845012345', sid('a')], '+919845012345'), [false, false]);
    assert.deepEqual(sent('+919876502601', '+19876502601', '+449876502601'), [true, true, true], 'three countries');
    assert.deepEqual(sent('1234567', '+911234567'), [true, true], 'too short to say');
  });

  it('creates from a CSV without a column for the SID, but not without one for the number', () => {
    assert.deepEqual(selected('create', 'number;tag\n+919845000001;a', 'csv').said, [
      '{"number":"+919845000001","tag":"a"}',
    ]);
    const without = selected('create', 'tag\na', 'csv');
    assert.deepEqual([without.sendable, without.problems], [0, ['no-contacts']]);
  });

  it('sends nothing of a file that is not whole', () => {
    const broken = '{"contacts":[{"sid":"a","number":"+919845000001"},{"number":"+919845000002"';
    for (const kind of ['update', 'create', 'delete', 'addToList'] as const) {
      assert.equal(selected(kind, broken).sendable, 0, kind);
    }
  });

  for (const kind of ['delete', 'addToList'] as const) {
    it(`needs only a SID that is there once for ${kind}`, () => {
      const text = JSON.stringify([
        { sid: sid('a') },
        { sid: sid('b'), number: 5, email: 'wrong' },
        { sid: sid('c'), tag: 'x' },
        { sid: sid('C'), tag: 'x' },
        { tag: 'x' },
        { sid: 'd d' },
        { sid: '83ba', tag: 'x' },
        { sid: '..' },
      ]);
      assert.deepEqual(selected(kind, text).said, [
        sid('a'),
        sid('b'),
        'duplicate-sid',
        'duplicate-sid',
        'missing-sid',
        'malformed-sid',
        'malformed-sid',
        'malformed-sid',
      ]);
    });
  }
});
