import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readAndCheck } from '../../../../src/core/check/checkContacts';
import { sidEdits } from '../../../../src/core/create/sidEdits';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { applyEdits } from '../../../../src/core/fix/textEdit';
import { finish } from '../../../../src/core/steps';

const read = (text: string, format: FileFormat) =>
  finish(readAndCheck(text, format, { emptyCells: 'clear', withoutSid: true }));

/** The file after the edits, with the sid "s0" for row 0 and so on. */
function written(text: string, format: FileFormat, ...rows: number[]): string {
  const { edits, left } = sidEdits(read(text, format), new Map(rows.map((row) => [row, `s${row}`])));
  assert.equal(left.size, 0);
  return applyEdits(text, edits);
}

describe('sidEdits', () => {
  const csv: [what: string, text: string, rows: number[], after: string][] = [
    ['a new column, with a cell in every row', 'number,tag\n1,a\n2,b\n', [1], 'sid,number,tag\n,1,a\ns1,2,b\n'],
    ['no other cell into a row that is too short', 'number,tag,email\n1\n', [0], 'sid,number,tag,email\ns0,1\n'],
    ['a row that has too many cells as it was', 'number,tag\n1,a\n2,b,c\n', [0], 'sid,number,tag\ns0,1,a\n,2,b,c\n'],
    ['a blank line as it was', 'number,tag\n\n1,a\n,,\n\n', [0], 'sid,number,tag\n\ns0,1,a\n,,\n\n'],
    ['empty cells beyond the header', 'number,tag\n1,a,,\n', [0], 'sid,number,tag\ns0,1,a,,\n'],
    ['the empty cell of the column', 'sid,number\n,1\nx,2\n', [0], 'sid,number\ns0,1\nx,2\n'],
    ['an empty cell in quotes', 'sid;number\r\n"";1\r\n', [0], 'sid;number\r\ns0;1\r\n'],
    ['a cell right behind the last', 'number,sid\n1\n', [0], 'number,sid\n1,s0\n'],
    ['a file of one column', 'number\n1\n2', [0, 1], 'sid,number\ns0,1\ns1,2'],
    [
      'quotes like those of the header',
      '"number","tag"\n"1","a"\n"2"\n',
      [0],
      '"sid","number","tag"\n"s0","1","a"\n"","2"\n',
    ],
    ['a header that ends in a delimiter', 'number\ttag\t\n1\ta\t\n', [0], 'sid\tnumber\ttag\t\ns0\t1\ta\t\n'],
    ['a byte order mark', '\ufeffnumber,tag\n1,"a\nb"\n', [0], '\ufeffsid,number,tag\ns0,1,"a\nb"\n'],
    ['the line that names the delimiter', 'sep=;\nnumber;tag\n1;a,b,c', [0], 'sep=;\nsid;number;tag\ns0;1;a,b,c'],
  ];
  for (const [what, text, rows, after] of csv) {
    it(`of a CSV write ${what}`, () => assert.equal(written(text, 'csv', ...rows), after));
  }

  const json: [what: string, text: string, after: string][] = [
    ['like the member after it, on one line', '[{ "number": "1" }]', '[{ "sid": "s0", "number": "1" }]'],
    ['without spaces', '[{"number":"1"}]', '[{"sid":"s0","number":"1"}]'],
    ['with spaces after colons alone', '[{"number": "1"}]', '[{"sid": "s0", "number": "1"}]'],
    [
      'on a line of its own',
      '[\r\n\t{\r\n\t\t"number": "1"\r\n\t}\r\n]',
      '[\r\n\t{\r\n\t\t"sid": "s0",\r\n\t\t"number": "1"\r\n\t}\r\n]',
    ],
    ['in place of an empty one', '[{"number":"1", "sid" : "" }]', '[{"number":"1", "sid" : "s0" }]'],
  ];
  for (const [what, text, after] of json) {
    it(`of JSON write the SID ${what}`, () => assert.equal(written(text, 'json', 0), after));
  }

  it('of JSON Lines leave the other lines alone', () => {
    assert.equal(
      written('{"number":"1"}\n{"number":"2"}\n{"number":"3"}\n', 'jsonLines', 2, 0),
      '{"sid":"s0","number":"1"}\n{"number":"2"}\n{"sid":"s2","number":"3"}\n',
    );
  });

  it('says which rows of a CSV lack cells before the column, and adds none to them', () => {
    const text = 'number,tag,sid\n1\n2,b\n3,c,\n';
    const { edits, left } = sidEdits(read(text, 'csv'), new Map([0, 1, 2].map((row) => [row, `s${row}`])));
    assert.equal(applyEdits(text, edits), 'number,tag,sid\n1\n2,b,s1\n3,c,s2\n');
    assert.deepEqual([...left], [[0, 'short']]);
  });

  it('gives no SID to two rows, and none that another row has', () => {
    const text = '[{"number":"1"},{"number":"2"},{"number":"3"},{"number":"4","sid":"AB"}]';
    const sids = new Map([
      [0, 'ab'],
      [1, 'x'],
      [2, 'x'],
    ]);
    const { edits, left } = sidEdits(read(text, 'json'), sids);
    assert.deepEqual([edits, [...left.values()]], [[], ['taken', 'taken', 'taken']]);
  });

  it('changes nothing that any row says, whatever its cells', () => {
    const cell = fc.constantFrom('1', '22', '', 'a b', '"q,;"', '"x ""y"" z"', '"l\nm"', ' ', '+9198');
    const row = fc.array(cell, { minLength: 1, maxLength: 6 });
    const file = fc.record({
      head: fc.constantFrom('', '\ufeff', 'sep=;\n'),
      columns: fc.constantFrom(
        ['number'],
        ['number', 'tag'],
        ['tag', 'number', 'email'],
        ['sid', 'number'],
        ['number', 'tag', 'sid'],
      ),
      rows: fc.array(row, { minLength: 1, maxLength: 8 }),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      picked: fc.array(fc.nat(7)),
      isClosed: fc.boolean(),
    });
    fc.assert(
      fc.property(file, ({ head, columns, rows, delimiter, lineEnd, picked, isClosed }) => {
        const glue = head.startsWith('sep') ? ';' : delimiter;
        const lines = [columns, ...rows].map((cells) => cells.join(glue)).join(lineEnd);
        const text = head + lines + (isClosed ? lineEnd : '');
        const before = read(text, 'csv');
        if (!before.file.whole || before.file.rows.length === 0) return;
        const wanted = new Map(
          picked
            .filter((row) => row < before.file.rows.length && !before.file.rows.isFaulty(row))
            .map((row) => [row, `s${row}`]),
        );
        const { edits, left } = sidEdits(before, wanted);
        const after = read(applyEdits(text, edits), 'csv');
        assert.equal(after.file.rows.length, before.file.rows.length);
        for (const row of before.file.rows.keys()) {
          const said = before.file.values(row);
          const says = after.file.values(row);
          assert.equal(after.file.rows.isFaulty(row), before.file.rows.isFaulty(row), `row ${row}`);
          const sid = said?.['sid'] ?? (left.has(row) ? undefined : wanted.get(row));
          assert.deepEqual(says && { ...says }, said && { ...said, ...(sid !== undefined && { sid }) }, `row ${row}`);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
