import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readAndCheck } from '../../../../src/core/check/checkContacts';
import { fieldTexts } from '../../../../src/core/compare/fieldTexts';
import { finish } from '../../../../src/core/steps';
import { planUndo, withConflicts, type RowToUndo } from '../../../../src/core/undo/planUndo';
import { reverseFile, targetOfReverse } from '../../../../src/core/undo/reverseFile';
import { undoField } from '../../../../src/core/undo/undoField';
import { sidOf } from '../../../sidOf';
import { WorkMeter } from '../../workMeter';

const sid = (digit: string) => digit.repeat(32);
const row = (digit: string, more: Partial<RowToUndo>): RowToUndo => ({
  sid: sid(digit),
  line: 2,
  sent: { first_name: '"New"' },
  before: { first_name: '"Old"' },
  now: { first_name: '"New"' },
  ...more,
});
const target = { region: 'mumbai', origin: 'https://api.in.exotel.com', accountSid: 'demo' } as const;
const plan = (...rows: RowToUndo[]) => finish(planUndo(rows));

describe('taking one field back', () => {
  for (const [what, before, sent, now, expected] of [
    ['as the run left it', '"Old"', '"New"', '"New"', 'restored'],
    ['as it was before', '"Old"', '"New"', '"Old"', 'unchanged'],
    ['changed by somebody else', '"Old"', '"New"', '"Other"', 'conflict'],
    ['cleared by somebody else', '"Old"', '"New"', '""', 'conflict'],
    ['cleared by somebody else and not there', '"Old"', '"New"', undefined, 'conflict'],
    ['not changed by the run', '"Old"', '"Old"', '"Old"', 'unchanged'],
    ['not changed by the run, but since', '"Old"', '"Old"', '"Other"', 'conflict'],
    ['empty before', '""', '"New"', '"New"', 'impossible'],
    ['not there before', undefined, '"New"', '"New"', 'impossible'],
    ['cleared by the run', '"Old"', '""', undefined, 'restored'],
    ['empty all the time', '""', '""', undefined, 'unchanged'],
    ['written with an escape', '"Old"', '"N\\u0065w"', '"New"', 'restored'],
    ['in another case', '"old"', '"Old"', '"Old"', 'restored'],
    ['an object, replaced', '{"a":1}', '{"b":2}', '{ "b": 2 }', 'restored'],
    ['an object, merged', '{"a":1,"b":1}', '{"b":2}', '{"b":2,"a":1}', 'restored'],
    ['an object, merged, with an entry that stays', '{"a":1}', '{"b":2}', '{"a":1,"b":2}', 'mayRemain'],
    ['an object, replaced or merged, with another entry', '{"a":1}', '{"a":1,"b":2}', '{"a":1,"b":2}', 'mayRemain'],
    ['an object, replaced or merged, without another entry', '{"a":1}', '{"a":2}', '{"a":2}', 'restored'],
    ['an object with another entry within', '{"a":{"b":1}}', '{"a":{"c":1}}', '{"a":{"c":1}}', 'mayRemain'],
    ['an object, restored but for an entry that stayed', '{"a":1}', '{"a":2,"b":2}', '{"a":1,"b":2}', 'remain'],
    ['an object, restored but for an entry that is theirs', '{"a":1}', '{"a":2,"b":2}', '{"a":1,"b":3}', 'conflict'],
    ['an object in another order', '{"a":1,"b":{"c":1,"d":2}}', '{}', '{"b":{"d":2,"c":1},"a":1}', 'unchanged'],
    ['an object that was empty', '{}', '{"a":1}', '{"a":1}', 'impossible'],
    ['a list in another order', '{"a":[1,2]}', '{"a":3}', '{"a":[2,1]}', 'conflict'],
    ['a text that is a number now', '{"a":"1"}', '{"a":2}', '{"a":1}', 'conflict'],
    ['a number written otherwise', '{"a":1}', '{"a":2}', '{"a":1.0e0}', 'unchanged'],
    [
      'a number with more digits than a double has',
      '{"a":1}',
      '{"a":90071992547409931}',
      '{"a":90071992547409930}',
      'conflict',
    ],
    ['a negative number', '{"a":1}', '{"a":-5}', '{"a":5}', 'conflict'],
  ] as const) {
    it(`${what}: ${expected}`, () => assert.equal(undoField({ before, sent, now }), expected));
  }
});

describe('taking a run back', () => {
  it('restores only the fields that the run sent', () => {
    const { restored } = plan(
      row('a', { before: { first_name: '"Old"', tag: '"x"' }, now: { first_name: '"New"', tag: '"changed since"' } }),
    );
    assert.deepEqual([...restored], [[sid('a'), { first_name: '"Old"' }]]);
  });

  it('leaves a conflict out, with all three values, and restores the other fields of the contact', () => {
    const { restored, conflicts } = plan(
      row('a', {
        sent: { first_name: '"New"', tag: '"New"' },
        before: { first_name: '"Old"', tag: '"Old"' },
        now: { first_name: '"Theirs"', tag: '"New"' },
      }),
    );
    assert.deepEqual([...restored], [[sid('a'), { tag: '"Old"' }]]);
    assert.deepEqual(conflicts, [
      { sid: sid('a'), line: 2, field: 'first_name', before: '"Old"', sent: '"New"', now: '"Theirs"' },
    ]);
  });

  it('takes a conflict in when it is chosen', () => {
    const found = plan(row('a', { now: { first_name: '"Theirs"' } }), row('b', { now: { first_name: '"Theirs"' } }));
    const chosen = withConflicts(found, [found.conflicts[1]!]);
    assert.deepEqual([...chosen.restored], [[sid('b'), { first_name: '"Old"' }]]);
    assert.deepEqual(chosen.conflicts, [found.conflicts[0]]);
  });

  it('takes in twice the conflicts with twice the work', () => {
    const workOf = (n: number) => {
      const conflict = { field: 'tag', before: '"a"', sent: '"b"', now: '"c"' } as const;
      const conflicts = Array.from({ length: n }, (_, line) => ({ ...conflict, sid: sidOf(line), line }));
      const found = { restored: new Map(), unchanged: 0, conflicts, impossible: [] };
      return WorkMeter.measure(() => assert.equal(withConflicts(found, conflicts).restored.size, n));
    };
    assert.ok(workOf(2_000) < 2.3 * workOf(1_000));
  });

  it('cannot take in a conflict of a field that was empty before', () => {
    const found = plan(row('a', { before: { first_name: '""' }, now: { first_name: '"Theirs"' } }));
    const chosen = withConflicts(found, found.conflicts);
    assert.equal(chosen.restored.size, 0);
    assert.deepEqual(
      chosen.impossible.map(({ why }) => why),
      ['wasEmpty'],
    );
  });

  it('names what cannot be restored, and why', () => {
    const { impossible, unchanged, restored } = plan(
      row('a', { before: {} }),
      row('b', { before: undefined }),
      row('c', { now: 'missing' }),
      row('d', { now: 'unread' }),
      row('e', { now: { first_name: '"Old"' } }),
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

  it('restores the entries of an object, and says which of the added ones may remain', () => {
    const custom = (custom_field: string) => ({ custom_field });
    const [before, sent] = [custom('{"city":"Pune"}'), custom('{"city":"Goa","segment":"A"}')];
    const found = plan(
      row('a', { before, sent, now: sent }),
      row('b', { before, sent, now: custom('{"city":"Pune","segment":"A"}') }),
      row('c', { before, sent, now: custom('{"city":"Theirs","x":{"y":1}}') }),
    );
    const part = (digit: string, ...entries: string[]) => ({
      ...{ sid: sid(digit), line: 2, field: 'custom_field', why: 'mayRemain', entries },
    });
    assert.deepEqual([...found.restored], [[sid('a'), before]]);
    assert.deepEqual(found.impossible, [part('a', 'segment'), part('b', 'segment')]);
    const chosen = withConflicts(found, found.conflicts);
    assert.deepEqual([...chosen.restored.keys()], [sid('a'), sid('c')]);
    assert.deepEqual(chosen.impossible.slice(2), [part('c', 'x')]);
  });

  it('writes a reverse file that is read as the contacts to restore, digit for digit', () => {
    const before = '{"first_name":"O’Neil \\"x\\"","custom_field":{"city":"Pune","id":90071992547409931}}';
    const left = { first_name: '"New"', custom_field: '{"city":"Mumbai"}' };
    const { restored } = plan(row('a', { before: fieldTexts(before), sent: left, now: left }), row('b', {}));
    const checked = finish(readAndCheck(reverseFile(restored, target), 'json', { emptyCells: 'keep' }));
    assert.deepEqual(
      checked.problems.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.equal(
      checked.contactText(0)!.replaceAll(/\s*([{}:,])\s*/g, '$1'),
      `{"sid":"${sid('a')}",${before.slice(1)}`,
    );
    assert.equal(checked.file.rows.length, 2);
  });

  it('writes a reverse file that says where it belongs, and believes no other file', () => {
    const text = reverseFile(plan(row('a', {})).restored, target);
    assert.deepEqual(targetOfReverse(text), target);
    assert.deepEqual(targetOfReverse(`\uFEFF ${JSON.stringify(JSON.parse(text))}`), target, 'also as others format it');
    for (const other of [
      '',
      '{"contacts":[]}',
      '{"exotel_target":{"region":1}}',
      '{"exotel_target":{nonsense}}',
      `[${text}]`,
    ])
      assert.equal(targetOfReverse(other), undefined, other);
  });
});
