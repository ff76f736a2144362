import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import { inTextOrder } from '../../../../src/core/check/inTextOrder';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import type { Problem } from '../../../../src/core/problem';
import { finish } from '../../../../src/core/steps';

const count = 200_000;

const check = (text: string, format: FileFormat) =>
  finish(checkContacts(finish(readContactFile(text, format, { emptyCells: 'keep' }))));

function problem(start: number, end: number): Problem {
  return { code: 'syntax', severity: 'error', message: '', start, end };
}

describe('many problems', function () {
  this.timeout(120_000);

  it('of the reader', () => {
    const { problems, invalid } = check(`[${'7,'.repeat(count - 1)}7]`, 'json');
    assert.equal(problems.length, count);
    assert.equal(invalid.size, count);
  });

  it('of the checks, in the order of the text', () => {
    const { problems, invalid } = check(`sid,email\n${',nobody\n'.repeat(count)}`, 'csv');
    assert.equal(problems.length, 2 * count);
    assert.equal(invalid.size, count);
    assert.ok(problems.every(({ start }, index) => index === 0 || start >= problems[index - 1]!.start));
  });

  it('of one sid in every row', () => {
    const { problems } = check(`sid,tag\n${`${'a'.repeat(32)},x\n`.repeat(count)}`, 'csv');
    assert.equal(problems.length, count);
    assert.deepEqual(
      problems.map(({ row }) => row),
      Array.from({ length: count }, (_, row) => row),
    );
  });

  it('come in the order that a stable sort gives them', () => {
    const places = fc.array(fc.tuple(fc.nat(50), fc.nat(3)), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(places, fc.constantFrom(1, 20_000), (pieces, times) => {
        const problems = Array.from({ length: times }, () =>
          pieces.map(([start, length]) => problem(start, start + length)),
        );
        const all = problems.flat();
        const sorted = [...all].sort((a, b) => a.start - b.start || a.end - b.end);
        const ordered = finish(inTextOrder(all));
        assert.equal(ordered.length, sorted.length);
        assert.ok(ordered.every((one, index) => one === sorted[index]));
      }),
      { numRuns: 20 },
    );
  });

  it('finds the twins of any sids', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'A', 'ab', 'ba', 'c', '\u00e9', '\u4e2d')), (sids) => {
        const text = `sid,tag\n${sids.map((sid) => `${sid},x\n`).join('')}`;
        const found = check(text, 'csv').problems.filter(({ code }) => code === 'duplicate-sid');
        const keys = sids.map((sid) => sid.toLowerCase());
        const twins = [...keys.keys()].filter((row) => keys.indexOf(keys[row]!) !== keys.lastIndexOf(keys[row]!));
        assert.deepEqual(
          found.map(({ row }) => row),
          twins,
        );
      }),
    ));
});
