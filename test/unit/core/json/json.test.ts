import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseTree } from 'jsonc-parser';
import { describe, it } from 'mocha';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { syntaxFaults } from '../../../../src/core/syntaxFault';
import { finish } from '../../../../src/core/steps';
import { valuesOf } from '../file/rowsOf';

const read = (text: string, format: FileFormat = 'json') =>
  finish(readContactFile(text, format, { emptyCells: 'keep' }));
const found = (text: string, format?: FileFormat) =>
  read(text, format).problems.map(
    ({ code, row, start, end }) => `${code} ${row ?? '-'} ${start} ${JSON.stringify(text.slice(start, end))}`,
  );

describe('JSON', function () {
  this.timeout(120_000);

  it('puts the fields where jsonc-parser finds them', () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { minKeys: 1 }),
        fc.constantFrom('', '\t'),
        (contact, indent) => {
          const text = JSON.stringify([contact], undefined, indent);
          const places = parseTree(text)!.children![0]!.children!.map(({ children }) => {
            const [key, value] = children!;
            return [
              key!.value as string,
              key!.offset,
              key!.offset + key!.length,
              value!.offset,
              value!.offset + value!.length,
            ];
          });
          const ours = read(text)
            .fieldRanges(0)
            .map(({ name, nameRange, start, end }) => [name, nameRange.start, nameRange.end, start, end]);
          assert.deepEqual(ours, places);
        },
      ),
      { numRuns: 300 },
    ));

  it('reports a missing comma with its message and its place', () => {
    const text = '[{"sid":"a"}\n\n{"sid":"b"} {"sid":"c"}]';
    const { problems, rows } = read(text);
    assert.deepEqual(
      problems.map(({ message, start, end, row }) => [message, start, end, row]),
      [
        [syntaxFaults.missingComma.message, 12, 12, undefined],
        [syntaxFaults.missingComma.message, 25, 25, undefined],
      ],
    );
    assert.equal(rows.length, 3);
  });

  const cases: readonly [name: string, text: string, expected: string[]][] = [
    ['a contact that begins inside another', '[{"sid":"a",\n{"sid":"b"}]', ['syntax 0 11 ""']],
    ['a contact that begins inside a custom field', '[{"sid":"a","custom":{"x":1,\n{"sid":"b"}]', ['syntax 0 27 ""']],
    ['a string that runs over its line', '[{"sid":"a","tag":"b},\n{"sid":"c"}]', ['syntax 0 18 "\\"b},"']],
    ['a comment that is not closed', '[{"sid":"a"}] /* x', ['syntax - 14 "/* x"']],
    ['a comment with quotes in it', '[{"sid":"a" /* " } */ }]', ['syntax 0 12 "/* \\" } */"']],
    ['no outer brackets', '"contacts": [{"sid":"a"}]', ['syntax - 0 ""', 'syntax - 25 ""']],
    ['a broken value beside the list', '{"a": nope, "contacts":[{"sid":"a"}]}', ['syntax - 6 "nope"']],
    ['a broken list beside the list', '{"a":[1 2], "contacts":[{"sid":"a"}]}', ['syntax - 7 ""']],
    ['two faults in one contact', '[{\'sid\':"a",,"tag":"b"}]', ['syntax 0 2 "\'sid\'"', 'syntax 0 12 ","']],
    ['the list twice', '{"contacts":[{"sid":"a"}],"contacts":[]}', ['duplicate-column - 26 "\\"contacts\\""']],
    ['a list and a number', '{"contacts":[{"sid":"a"}],"contacts":5}', ['duplicate-column - 26 "\\"contacts\\""']],
    ['a number and a list', '{"contacts":5,"contacts":[{"sid":"a"}]}', ['duplicate-column - 14 "\\"contacts\\""']],
    ['another key twice', '{"a":1,"\\u0061":[],"contacts":[{"sid":"a"}]}', ['duplicate-column - 7 "\\"\\\\u0061\\""']],
    ['a stray bracket behind the list', '[{"sid":"a"}]]', ['syntax - 13 "]"']],
  ];
  for (const [name, text, expected] of cases) it(`finds ${name}`, () => assert.deepEqual(found(text), expected));

  it('is not stopped by nesting without end', () => {
    for (const piece of ['[', '{"a":', '[{', '{"contacts":[']) {
      const { problems } = read(piece.repeat(200_000));
      assert.ok(problems.length > 0);
      assert.ok(read(`{"contacts":[{"sid":"a","tag":${piece.repeat(50_000)}`).problems.length > 0);
    }
  });

  it('names no value in a message', () => {
    const secret = 'Zaphod';
    for (const text of [
      `[{"sid":"a","tag":${secret}}]`,
      `[{"sid":"a","tag":"${secret}}]`,
      `[${secret}]`,
      `"${secret}"`,
      secret,
    ]) {
      for (const format of ['json', 'jsonLines'] as const) {
        const { problems } = read(text, format);
        assert.ok(problems.length > 0);
        for (const { message } of problems) assert.doesNotMatch(message, new RegExp(secret));
      }
    }
  });
});

describe('JSON lines', () => {
  it('reads what comes before and after a broken line', () => {
    const good = Array.from({ length: 250 }, (_, index) => `{"sid":"${index}","tag":"x"}`);
    const lines = [...good.slice(0, 120), '{"sid":"x","tag":nope}', ...good.slice(120), '{"sid":"y"'];
    const file = read(lines.join('\r\n'), 'jsonLines');
    const { problems, whole } = file;
    assert.equal(whole, true);
    assert.deepEqual(
      valuesOf(file).map((values) => values?.['sid'] ?? null),
      [
        ...good.slice(0, 120).map((_, index) => String(index)),
        null,
        ...good.slice(120).map((_, index) => String(index + 120)),
        null,
      ],
    );
    assert.deepEqual(
      problems.map(({ row }) => row),
      [120, 251],
    );
  });
});
