import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import * as Papa from 'papaparse';
import { cellValue, CsvScanner } from '../../../../src/core/csv/csvScanner';
import { findStart } from '../../../../src/core/csv/csvDelimiter';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';
import { valuesOf } from '../file/rowsOf';

const read = (text: string, emptyCells: 'keep' | 'clear' = 'keep') =>
  finish(readContactFile(text, 'csv', { emptyCells }));
const values = (text: string, emptyCells?: 'keep' | 'clear') =>
  valuesOf(read(text, emptyCells)).map((row) => (row ? (JSON.parse(JSON.stringify(row)) as unknown) : null));

const tooDeep = `{"a":${'['.repeat(2000)}${']'.repeat(2000)}}`;

describe('CSV', function () {
  this.timeout(120_000);

  it('undoes doubled quotes as replaceAll does, and leaves single ones alone', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('"', '""', 'a', ','), { maxLength: 12 }), (pieces) => {
        const inner = pieces.join('');
        assert.equal(cellValue(`"${inner}"`, 0, inner.length + 2), inner.replaceAll('""', '"'));
      }),
    ));

  it('reads the same cells as papaparse', () => {
    // Spaces at the ends are ours to trim, and papaparse takes quotes after a space for text: neither is in question here.
    const cell = fc
      .array(fc.constantFrom('a', 'B', '7', '"', ',', ';', '\t', '|', '\n', '\r\n', 'é', '🙂', ' ,', '-'), {
        maxLength: 6,
      })
      .map((pieces) => pieces.join('').trim());
    const grid = fc
      .nat(4)
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width + 2, maxLength: width + 2 }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(
        grid,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        (rows, delimiter, newline, quotes) => {
          const text = Papa.unparse(rows, { delimiter, newline, quotes });
          const scanner = new CsvScanner(text, delimiter.charCodeAt(0));
          const scanned: string[][] = [];
          for (let offset = 0; offset < text.length;) {
            offset = scanner.scanRow(offset);
            assert.equal(scanner.fault, undefined);
            scanned.push(Array.from({ length: scanner.count }, (_, index) => scanner.cell(index)));
          }
          assert.deepEqual(scanned, Papa.parse<string[]>(text, { delimiter, newline }).data);
        },
      ),
      { numRuns: 500 },
    );
  });

  const delimiters: readonly [text: string, delimiter: string][] = [
    ['sid,tag\na,b;c', ','],
    ['sid;tag\na,5;b,5', ';'],
    ['sid\ttag, or so\na\tb', '\t'],
    ['sid|tag\na|b', '|'],
    ['sid\na', ','],
    ['sid,first name;x\na,b', ','],
    ['"sid,tag";"tag"\na;b', ';'],
    ['x;y;z\n1,5;2;3\n1,5;2;3', ';'],
    ['sep=|\nsid,tag\n', '|'],
    ['SEP=;\r\nsid;tag\r\n', ';'],
    ['', ','],
  ];
  for (const [text, delimiter] of delimiters) {
    it(`finds ${JSON.stringify(delimiter)} in ${JSON.stringify(text)}`, () =>
      assert.equal(String.fromCharCode(findStart(text).delimiter), delimiter));
  }

  const rows: readonly [name: string, text: string, expected: unknown[]][] = [
    ['quotes behind spaces', 'sid, tag\na, "b, c"\n', [{ sid: 'a', tag: 'b, c' }]],
    ['spaces inside quotes', 'sid,tag\na," b "\n', [{ sid: 'a', tag: ' b ' }]],
    ['no line break at the end', 'sid,tag\na,b', [{ sid: 'a', tag: 'b' }]],
    ['read-only and unknown columns left out', 'sid,uri,foo,tag\na,/x,1,b', [{ sid: 'a', tag: 'b' }]],
    ['the first of two columns of one field', 'sid,tag,Tag\na,b,c', [{ sid: 'a', tag: 'b' }]],
    [
      'custom entries over the custom column',
      'sid,custom,custom.a\nx,"{""a"":1,""b"":2}",3',
      [{ sid: 'x', custom_field: { a: '3', b: 2 } }],
    ],
    ['custom JSON nested too deep as text', `sid,custom\nx,${tooDeep}`, [{ sid: 'x', custom_field: tooDeep }]],
    ['empty cells left as they are', 'sid,tag,custom.a\nx,,', [{ sid: 'x' }]],
  ];
  for (const [name, text, expected] of rows) it(`reads ${name}`, () => assert.deepEqual(values(text), expected));

  it('clears empty cells when asked to, but no cell that is missing, no sid and no custom_field', () => {
    const text = 'sid,tag,custom,custom.a\n,,,\nx,"",,\ny,\n,t,,';
    assert.deepEqual(values(text, 'clear'), [
      { sid: 'x', tag: '', custom_field: { a: '' } },
      { sid: 'y', tag: '' },
      { tag: 't', custom_field: { a: '' } },
    ]);
  });

  it('is not misled by a column named like a part of every object', () => {
    const file = read('sid,custom.__proto__,__proto__\nx,y,z');
    const values = file.values(0)!;
    const custom = values['custom_field'] as object;
    assert.deepEqual(Object.entries(custom), [['__proto__', 'y']]);
    assert.deepEqual(Object.keys(values), ['sid', 'custom_field']);
    assert.equal(file.columns[2]!.target.kind, 'unknown');
  });

  it('knows where every cell is', () => {
    const text = '\ufeffsid ; "first name";custom.city\r\n x ;"A ""B""\r\nC" ; Pune\r\n';
    const file = read(text);
    assert.deepEqual(
      file
        .fieldRanges(0)
        .map(({ name, field, start, end, nameRange }) => [
          ...[name, field, text.slice(start, end), text.slice(nameRange.start, nameRange.end)],
        ]),
      [
        ['sid', 'sid', 'x', 'sid'],
        ['first name', 'first_name', '"A ""B""\r\nC"', '"first name"'],
        ['custom.city', 'custom_field', 'Pune', 'custom.city'],
      ],
    );
  });

  it('names no value of a first row that holds data', () => {
    const { problems, columns } = read('a0c4e100000000000000000000000001,+12025550101,Asha\n');
    assert.deepEqual(columns, []);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['no-contacts'],
    );
    assert.doesNotMatch(problems[0]!.message, /Asha|5550101/);
  });

  it('names the first column of a field with each later one', () => {
    const { problems } = read('sid,tag,TAG\nx,y,z');
    assert.deepEqual(
      problems.map(({ code, start, related }) => [code, start, related?.[0]?.start]),
      [['duplicate-column', 8, 4]],
    );
  });
});
