import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readAndCheck } from '../../../../src/core/check/checkContacts';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { LineTable } from '../../../../src/core/text/lineTable';
import { PiecedText } from '../../../../src/core/text/piecedText';
import type { TextSource } from '../../../../src/core/text/textSource';
import { finish } from '../../../../src/core/steps';

const some = fc.stringMatching(/^[ab\r\n]{1,6}$/);

/** A text in pieces of a length. */
function inPieces(text: string, length: number): PiecedText {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; start += length) pieces.push(text.slice(start, start + length));
  return new PiecedText(pieces);
}

describe('PiecedText', () => {
  it('answers as the string would that it stands for', () =>
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), fc.nat(40), fc.nat(40), (pieces, from, to) => {
        const text = new PiecedText(pieces);
        const whole = pieces.join('');
        const check = () => {
          assert.equal(text.length, whole.length);
          assert.equal(
            text.slice(Math.min(from, to), Math.max(from, to)),
            whole.slice(Math.min(from, to), Math.max(from, to)),
          );
          assert.equal(text.charCodeAt(from), whole.charCodeAt(from));
          for (const character of ['a', '\n', 'c']) {
            assert.equal(text.indexOf(character, from), whole.indexOf(character, from), `${character} from ${from}`);
          }
          assert.deepEqual(new LineTable(text).positionAt(from), new LineTable(whole).positionAt(from));
        };
        check();
        assert.equal(text.toString(), whole);
        check();
      }),
      { numRuns: 2_000 },
    ));

  const sid = (index: number) => `a${String(index).padStart(31, '0')}`;
  const rowOf = (index: number) => `${sid(index)},"Membre ""d'or""","x\r\ny ${index}"\r\n`;
  const rows = Array.from({ length: 100 }, (_, index) => rowOf(index)).join('');
  /** The rows begin a little before the end of the window through which CSV is read. */
  const csv = `sid,tag,first_name\r\n${sid(999)},${'z'.repeat(262_000)},\r\n${rows}`;
  const json = (between: string) =>
    Array.from({ length: 500 }, (_, index) => `{ "sid": "${sid(index)}", "tag": "é\\n ${'z'.repeat(400)}" }`).join(
      between,
    );

  /** All that a check says. */
  function said(text: TextSource, format: FileFormat) {
    const { file, problems, isSendable, contactText, unknownKeys } = finish(
      readAndCheck(text, format, { emptyCells: 'keep' }),
    );
    const rows = [...file.rows.keys()].map((row) => [
      ...[file.rows.range(row), file.rows.hash(row), isSendable(row), contactText(row)],
    ]);
    return { whole: file.whole, columns: file.columns, unknownKeys: [...unknownKeys], problems, rows };
  }

  // CSV is read through a window, and each of these characters comes to stand at its end once.
  for (let shift = 0; shift < 64; shift++) {
    it(`is read as the string is: CSV, moved by ${shift}`, () => {
      const text = `${'\n'.repeat(shift)}${csv}`;
      assert.deepEqual(said(inPieces(text, 100_003), 'csv'), said(text, 'csv'));
    });
  }

  const faulty: readonly [name: string, format: FileFormat, text: string][] = [
    ['a CSV with an unclosed quote', 'csv', csv.replace(`"x\r\ny 40"`, `"x\r\ny 40`)],
    ['a CSV with text behind a quote', 'csv', csv.replace(`"x\r\ny 45"`, `"x\r\ny 45" z `)],
    ['a CSV with too many cells', 'csv', csv.replace(`"x\r\ny 45"`, 'x,y,z')],
    ['a CSV with a header that is longer than the window', 'csv', csv.replace('tag', `"${'x'.repeat(600_000)}"`)],
    ['a CSV with rows that are longer than the window', 'csv', csv.replaceAll(/y \d0"/g, `${'z'.repeat(300_000)}"`)],
    ['JSON', 'json', `[${json(',\n')}]`],
    ['JSON with a bracket that is not there', 'json', `[${json(',\n').replace(`${sid(450)}" }`, `${sid(450)}"`)}]`],
    ['JSON lines', 'jsonLines', json('\r\n')],
  ];
  for (const [name, format, text] of faulty) {
    it(`is read as the string is: ${name}`, () => {
      assert.deepEqual(said(inPieces(text, 100_003), format), said(text, format));
    });
  }
});
