import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { ContactTexts } from '../../../../src/core/results/contactTexts';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { literalPattern } from '../../../../src/core/literalPattern';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { hasRow, rowBits } from '../../../../src/core/rowBits';
import { finish } from '../../../../src/core/steps';

function textsOf(text: string, format: FileFormat = 'csv'): ContactTexts {
  return new ContactTexts(finish(readContactFile(text, format, { emptyCells: 'keep' })));
}

function found(texts: ContactTexts, wanted: string): number[] {
  const bits = rowBits(texts.file.rows.length);
  finish(texts.find(literalPattern(wanted)!, wanted.trim(), bits));
  return [...texts.file.rows.keys()].filter((row) => hasRow(bits, row));
}

const csv = textsOf('First Name,sid,number,"note",exotel_code\nअमित 😀,a1,+91,"said ""no"", twice",1000\nOmar,b2\n');
const json = textsOf(
  JSON.stringify([
    { sid: 'a1', first_name: 'Zoë', custom: { city: 'Pune' }, uri: '/x' },
    { number: '+91', sid: 'b2', first_name: 'say "hi"\n', tag: null },
  ]),
  'json',
);

describe('ContactTexts', () => {
  it('names the fields of a CSV in its order, but not the sid nor what Exotel only returns', () => {
    assert.deepEqual(csv.names, ['First Name', 'number', 'note']);
    assert.deepEqual(csv.texts(0), ['अमित 😀', '+91', 'said "no", twice']);
    assert.deepEqual(csv.texts(1), ['Omar', '', '']);
    assert.equal(csv.text(0, 'note'), 'said "no", twice');
  });

  it('names the keys of JSON as they come, and has their values as text', () => {
    assert.deepEqual(json.names, ['first_name', 'custom', 'number', 'tag']);
    assert.deepEqual(json.texts(0), ['Zoë', '{"city":"Pune"}', '', '']);
    assert.deepEqual(json.texts(1), ['say "hi"\n', '', '+91', 'null']);
  });

  it('has what is sent of a row', () => {
    assert.deepEqual(Object.fromEntries(csv.sent(0)), { first_name: 'अमित 😀', number: '+91' });
    assert.deepEqual(Object.fromEntries(json.sent(0)), { first_name: 'Zoë', custom_field: '{"city":"Pune"}' });
  });

  it('has the text of one field of all rows, as it has those of each row', () => {
    const columnsOf = (texts: ContactTexts) => texts.names.map((name) => finish(texts.column(name)));
    const rowsOf = (texts: ContactTexts) => {
      const rows = [...texts.file.rows.keys()].map((row) => texts.texts(row));
      return texts.names.map((_, column) => rows.map((row) => row[column]));
    };
    const faulty = [
      textsOf('sid,tag,email\na,"x""y",1\nb\nc,1,2,3,4\n d , e ,"f"\ng,"h\n', 'csv'),
      textsOf('sid,tag,tag\n,,\na, b ,c\n\nd,"e" x,f\n', 'csv'),
      textsOf(
        '{"sid":"a","tag":"x"}\n{"sid":"b",tag:1}\n[]\n{"tag":{"a":["}",{}]},"sid":"\\"","n":-1e5 }',
        'jsonLines',
      ),
      textsOf(
        '[{"sid":"a","tag":"\\"tag\\":","t\\u0061g":1},{},{"x":{"tag":1}, "tag" : null},{"tag":1,"tag":2},7]',
        'json',
      ),
    ];
    for (const texts of [csv, json, ...faulty]) assert.deepEqual(columnsOf(texts), rowsOf(texts));
  });

  it('finds texts in any field, taken literally, whatever their case', () => {
    assert.deepEqual(found(csv, 'OMAR'), [1]);
    assert.deepEqual(found(csv, '+91'), [0]);
    assert.deepEqual(found(csv, '.*'), []);
    assert.deepEqual(found(csv, 'अमि'), [0]);
    assert.deepEqual(found(csv, '"no", TWICE'), [0]);
  });

  it('finds nothing in what is not shown: delimiters, keys, and columns that Exotel returns', () => {
    assert.deepEqual(found(csv, '1000'), []);
    assert.deepEqual(found(csv, '😀,a1'), []);
    assert.deepEqual(found(json, 'first_name'), []);
    assert.deepEqual(found(json, 'uri'), []);
    assert.deepEqual(found(json, '","'), []);
  });

  it('finds what JSON hides in escapes', () => {
    const escaped = textsOf(
      String.raw`[{"sid":"a","tag":"caf\u00e9"},{"sid":"b","tag":"cafe"},{"sid":"c","tag":"a\/b"}]`,
      'json',
    );
    assert.deepEqual(found(escaped, 'café'), [0]);
    assert.deepEqual(found(escaped, 'a/b'), [2]);
    assert.deepEqual(found(escaped, 'u00e9'), []);
    assert.deepEqual(found(json, 'say "hi"'), [1]);
  });

  it('finds the same in values of every kind, under keys that are shown or not', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', ':', '"', '{', '}', '\\', ' ', 't'), maxLength: 4 });
    const value = fc.oneof(
      text,
      fc.integer(),
      fc.constantFrom(null, true),
      fc.dictionary(text, fc.oneof(text, fc.array(text))),
    );
    const row = fc.dictionary(fc.constantFrom('sid', 'tag', 'email', 'custom', 'uri', 'at"a', 'a{'), value);
    const spaces = fc.constantFrom(undefined, 1);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), text, spaces, (contacts, wanted, indent) => {
        const pattern = literalPattern(wanted);
        if (!pattern || /[\s"]/.test(wanted)) return;
        const texts = textsOf(JSON.stringify(contacts, undefined, indent), 'json');
        const expected = [...texts.file.rows.keys()].filter((row) => texts.texts(row).some((one) => pattern.test(one)));
        assert.deepEqual(found(texts, wanted), expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds the same as a look at every text, in CSV and JSON', () => {
    const unit = fc.constantFrom('a', 'B', ',', '"', '(', '*', '\n', '\\', 'é', '.', 'n', 'u', '0', '/');
    const cell = fc.string({ unit, maxLength: 5 });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    const escaped = (value: string) =>
      JSON.stringify(value).replaceAll('é', '\\u00e9').replaceAll('/', '\\/').replaceAll('a', '\\u0061');
    const escapeValues = (contact: Record<string, string>) =>
      `{${Object.entries(contact)
        .map(([key, value]) => `"${key}":${escaped(value)}`)
        .join()}}`;
    fc.assert(
      fc.property(rows, cell, fc.boolean(), fc.boolean(), (cells, wanted, isCsv, isEscaped) => {
        const pattern = literalPattern(wanted);
        if (!pattern) return;
        const sid = (n: number) => 's'.repeat(n + 1);
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = cells.map(([tag, email], n) => `${sid(n)},${quoted(tag)},${quoted(email)}`);
        const contacts = cells.map(([tag, email], n) => ({ sid: sid(n), tag, email }));
        const texts = isCsv
          ? textsOf(['sid,tag,email', ...lines].join('\n'))
          : textsOf(
              isEscaped ? `[${contacts.map((one) => escapeValues(one)).join()}]` : JSON.stringify(contacts),
              'json',
            );
        const expected = [...texts.file.rows.keys()].filter((row) =>
          texts.texts(row).some((text) => pattern.test(text)),
        );
        assert.deepEqual(found(texts, wanted), expected);
      }),
      { numRuns: 2000 },
    );
  });
});
