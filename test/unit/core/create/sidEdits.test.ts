import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sidEdits } from '../../../../src/core/create/sidEdits';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { applyEdits } from '../../../../src/core/fix/textEdit';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';

/** The file after the edits, with the sid "s0" for row 0 and so on. */
function written(text: string, format: FileFormat, ...rows: number[]): string {
  const file = finish(readContactFile(text, format, { emptyCells: 'keep', withoutSid: true }));
  return applyEdits(text, sidEdits(file, new Map(rows.map((row) => [row, `s${row}`]))));
}

describe('sidEdits', () => {
  const csv: [what: string, text: string, rows: number[], after: string][] = [
    ['a new column, and cells for these rows alone', 'number,tag\n1,a\n2,b\n', [1], 'number,tag,sid\n1,a\n2,b,s1\n'],
    ['a row that is too short', 'number,tag,email\n1\n', [0], 'number,tag,email,sid\n1,,,s0\n'],
    ['empty cells beyond the header', 'number,tag\n1,a,,\n', [0], 'number,tag,sid\n1,a,s0\n'],
    ['the empty cell of the column', 'sid,number\n,1\nx,2\n', [0], 'sid,number\ns0,1\nx,2\n'],
    ['an empty cell in quotes', 'sid;number\r\n"";1\r\n', [0], 'sid;number\r\ns0;1\r\n'],
    ['a cell that is not there', 'number,tag,sid\n1\n', [0], 'number,tag,sid\n1,,s0\n'],
    ['a file of one column', 'number\n1\n2', [0, 1], 'number,sid\n1,s0\n2,s1'],
    ['quotes like those of the header', '"number","tag"\n"1","a"\n', [0], '"number","tag","sid"\n"1","a","s0"\n'],
    ['a header that ends in a delimiter', 'number\ttag\t\n1\ta\t\n', [0], 'number\ttag\t\tsid\n1\ta\t\ts0\n'],
    ['a byte order mark', '\ufeffnumber,tag\n1,"a\nb"\n', [0], '\ufeffnumber,tag,sid\n1,"a\nb",s0\n'],
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
});
