import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { rowsIn } from '../../../../src/core/file/rowsIn';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';

describe('the rows in a selection', () => {
  const text = 'sid,tag\na,1\nb,2\n\nc,"3\n4"\nd,5\n';
  const { rows } = finish(readContactFile(text, 'csv', { emptyCells: 'keep' }));
  const within = (...parts: string[]) =>
    rowsIn(
      rows,
      parts.map((part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length })),
    );

  for (const [name, parts, expected] of [
    ['a whole line, with its end', ['b,2\n'], [1]],
    ['a part of a row', ['2'], [1]],
    ['the line break between two rows', ['\nb'], [1]],
    ['parts of two rows', ['1\nb'], [0, 1]],
    ['a line of a row with two lines', ['4"'], [2]],
    ['everything', [text], [0, 1, 2, 3]],
    ['several ranges in any order, some of them in the same row', ['5', '3', '4', '1'], [0, 2, 3]],
    ['the header', ['sid,tag\n'], []],
    ['an empty line', ['\n\n'], []],
  ] as const) {
    it(`are found for ${name}`, () => assert.deepEqual(within(...parts), expected));
  }
});
