import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeBytes } from '../../../../src/core/text/decode';
import { formatOf } from '../../../../src/core/file/formatOf';
import { FixContext } from '../../../../src/core/fix/fixContext';
import { findFixes } from '../../../../src/core/fix/findFixes';
import { applyEdits, composeEdits, withoutOverlaps } from '../../../../src/core/fix/textEdit';
import { finish } from '../../../../src/core/steps';
import { allFixed, assertInOrder, check, codesOf } from './applyFix';

const a = 'a'.repeat(32);

describe('fix all', () => {
  it('makes all safe changes, in as many rounds as it takes', () => {
    const before = `{"contacts":[\n  {"sid":"${a}" "number":919876543210,}\n  {"sid":"${a.replace('a', 'b')}","Phone":"'+91 98765\u00a043210"}\n]}`;
    const after = `{"contacts":[\n  {"sid":"${a}", "number":"+919876543210"},\n  {"sid":"${a.replace('a', 'b')}","number":"+919876543210"}\n]}`;
    assert.equal(allFixed(before, 'json', '91'), after);
  });

  it('ends where nothing is left to do, however many rounds that takes', () => {
    const before = `{"contacts":[{"sid":"${a}",\n"Company":‘Rao “&” Sons’,\n"Phone":'“‘‘+91 98765 43210’’”'}]}`;
    const after = `{"contacts":[{"sid":"${a}",\n"company_name":"Rao “&” Sons",\n"number":"+919876543210"}]}`;
    assert.equal(allFixed(before, 'json'), after);
    const commas = `{"contacts":[{"sid":"${a}","tag":"x"${','.repeat(500)}}]}`;
    assert.equal(allFixed(commas, 'json'), `{"contacts":[{"sid":"${a}","tag":"x"}]}`);
  });

  it('uses the default country code', () => {
    assert.equal(allFixed(`sid,number\n${a},98765 43210\n`, 'csv', '91'), `sid,number\n${a},+919876543210\n`);
    assert.equal(allFixed(`sid,number\n${a},98765 43210\n`, 'csv'), `sid,number\n${a},98765 43210\n`);
  });

  it('removes no row and sends no column that was left out', () => {
    const text = `sid,tag,city\n${a},1,Pune\n${a},2,Goa\n,3,Agra\n`;
    assert.equal(allFixed(text, 'csv'), text);
  });

  it('comes to rest: nothing is left to do on its own result', () => {
    for (const { text, format } of fixtures()) {
      const once = allFixed(text, format);
      assert.equal(allFixed(once, format), once);
    }
  });
});

describe('every fix of every fixture', () => {
  for (const { name, text, format } of fixtures()) {
    const checked = check(text, format);
    if (checked.problems.length === 0) continue;
    it(`${name}: fixes its problem and adds no other syntax error`, () => {
      const context = new FixContext(checked, '');
      for (const problem of checked.problems) {
        for (const fix of findFixes(problem, context)) {
          const edits = finish(fix.edits());
          assertInOrder(edits);
          assert.ok(edits.length > 0, fix.title);
          const after = check(applyEdits(text, edits), format);
          const count = (problems: typeof after.problems) =>
            codesOf(problems).filter((code) => code === problem.code).length;
          if (problem.code === 'wrong-type' || problem.code === 'syntax') continue;
          const fixesAll = count(after.problems) < count(checked.problems);
          assert.ok(
            fixesAll || after.file.rows.length !== checked.file.rows.length,
            `${fix.title}: ${problem.message}`,
          );
          if (checked.file.whole) assert.ok(!codesOf(after.problems).includes('syntax'), fix.title);
        }
      }
    });
  }
});

describe('two rounds of edits', () => {
  const edits = (text: string) =>
    fc.array(fc.tuple(fc.nat(text.length), fc.nat(4), fc.string({ maxLength: 3 })), { maxLength: 6 }).map((all) =>
      withoutOverlaps(
        all.map(([start, length, inserted]) => ({
          start,
          end: Math.min(text.length, start + length),
          text: inserted,
        })),
      ),
    );

  it('are the same as one', () => {
    const twoRounds = fc.string({ maxLength: 30 }).chain((text) =>
      edits(text).chain((first) => {
        const between = applyEdits(text, first);
        return edits(between).map((second) => ({ text, between, first, second }));
      }),
    );
    fc.assert(
      fc.property(twoRounds, ({ text, between, first, second }) => {
        const composed = composeEdits(between, first, second);
        assertInOrder(composed);
        assert.equal(applyEdits(text, composed), applyEdits(between, second));
      }),
      { numRuns: 3000 },
    );
  });
});

function fixtures() {
  const folder = join(__dirname, '../../../../../test/fixtures');
  return ['csv', 'json', 'jsonl'].flatMap((kind) =>
    readdirSync(join(folder, kind)).flatMap((file) => {
      const { text } = decodeBytes(readFileSync(join(folder, kind, file)));
      return text.length > 20_000 ? [] : { name: `${kind}/${file}`, text, format: formatOf(file)! };
    }),
  );
}
