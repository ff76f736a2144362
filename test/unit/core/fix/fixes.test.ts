import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { FixContext } from '../../../../src/core/fix/fixContext';
import { fixEverywhere } from '../../../../src/core/fix/fixEverywhere';
import { finish } from '../../../../src/core/steps';
import { sidOf } from '../../../sidOf';
import { a, csv, fixCases, json } from './fixTable';
import { check, everywhereFixed, fixesOf, fixedWith } from './applyFix';

describe('a fix', () => {
  for (const { name, format = 'json', code, before, fix, after, country } of fixCases) {
    it(name, () => assert.equal(fixedWith(before, format, code, fix, country), after));
  }

  for (const [what, format, code, before] of [
    ['digits that a spreadsheet took', 'csv', 'bad-number', csv('sid,number', `${a},9.19877E+11`)],
    ['digits that a spreadsheet took from JSON', 'json', 'wrong-type', json(`{"sid":"${a}","number":9.19877E+11}`)],
    ['digits that a spreadsheet took from a sid', 'csv', 'malformed-sid', csv('sid,tag', '8.3E+31,x')],
  ] as const) {
    it(`cannot bring back ${what}`, () => {
      assert.deepEqual(
        fixesOf(before, format, code).map(({ title }) => title),
        [format === 'csv' ? 'Remove this row' : 'Remove this contact'],
      );
      assert.match(check(before, format).problems[0]!.message, /digits are lost/);
    });
  }

  it('offers India first to a local number, and prefers none unasked', () => {
    const offers = fixesOf(csv('sid,number', `${a},9876543210`), 'csv', 'bad-number');
    assert.match(offers[0]!.title, /\+91 \(India\)/);
    assert.ok(offers.length > 2 && offers.length <= 6);
    assert.ok(offers.every(({ isPreferred }) => !isPreferred));
  });

  it('does not choose between two columns that seem to mean one field', () => {
    const offers = fixesOf(csv('sid,phone,mobile', `${a},1,2`), 'csv', 'unknown-field');
    assert.ok(offers.some(({ title }) => title.includes('“number”')));
    assert.ok(offers.every(({ isPreferred }) => !isPreferred));
  });

  it('does not rename a column to one that is there', () => {
    const titles = fixesOf(csv('sid,phone,number', `${a},1,2`), 'csv', 'unknown-field').map(({ title }) => title);
    assert.deepEqual(titles, ['Rename the column to “custom_field.phone”']);
  });
});

describe('one fix for a whole kind', () => {
  const long = '12345678901234567891';

  it('puts all long numbers of custom_field in quotes, those of several levels and contacts', () => {
    const before = json(`{"sid":"${a}","custom_field":{"n":${long},"a":[1,-1e400]}}`, `{"custom_field":{"n":${long}}}`);
    const after = before.replaceAll(long, `"${long}"`).replace('-1e400', '"-1e400"');
    assert.equal(everywhereFixed(before, 'json', 'imprecise-number', 'Put all 3 numbers in quotes'), after);
  });

  it('puts all long numbers in the JSON of cells in quotes, as each cell needs it', () => {
    const rows = (quotedOnce: string, quotedTwice: string) =>
      csv('sid;custom_field', `${a};{"n":${quotedOnce}}`, `${a};"{""n"":${quotedTwice}}"`);
    const after = rows(`"${long}"`, `""${long}""`);
    const title = 'Put all 2 numbers in quotes';
    assert.equal(everywhereFixed(rows(long, long), 'csv', 'imprecise-number', title), after);
  });

  it('is offered for duplicates only where several sids are repeated', () => {
    const titles = (...sids: string[]) => {
      const checked = check(csv('sid,tag', ...sids.map((sid) => `${sid},x`)), 'csv');
      const context = new FixContext(checked, '');
      const problem = checked.problems.find(({ code }) => code === 'duplicate-sid')!;
      return finish(fixEverywhere(problem, context)).map(({ title }) => title);
    };
    assert.deepEqual(titles(sidOf(1), sidOf(1)), []);
    assert.equal(titles(sidOf(1), sidOf(1), sidOf(2), sidOf(2)).length, 2);
  });
});
