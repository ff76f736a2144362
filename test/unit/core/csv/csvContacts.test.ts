import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';

const sid = 'a0c4e100000000000000000000000001';

/** The contacts of a CSV as JSON text. */
function contactsOf(text: string, emptyCells: 'keep' | 'clear' = 'keep'): string[] {
  const file = finish(readContactFile(text, 'csv', { emptyCells }));
  return Array.from(file.rows.keys(), (row) => file.contactText(row));
}

const characters = fc.constantFrom(
  ...['a', 'Z', ' ', '\t', '"', '""', ',', ';', '\\', "'", '\n', '\r\n', '\b', '\f', '\u0000', '\u001f', '\u007f'],
  ...['é', '\u2028', 'नम', '😀', '\ud83d', '\ude00', '\ue000', '\uffff', '{', '}', ':'],
);
const said = fc.array(characters, { maxLength: 8 }).map((parts) => parts.join(''));

/** A cell that says a text, quoted where it has to be, with blanks around. */
const cell = fc.record({
  text: said,
  isQuoted: fc.boolean(),
  before: fc.constantFrom('', ' ', '\t '),
  after: fc.constantFrom('', '  '),
});
type Cell = typeof cell extends fc.Arbitrary<infer T> ? T : never;

function written({ text, isQuoted, before, after }: Cell): string {
  const needsQuotes = isQuoted || /[",\r\n]/.test(text) || text !== blankless(text);
  return before + (needsQuotes ? `"${text.replaceAll('"', '""')}"` : text) + after;
}

const blankless = (text: string) => text.replace(/^[ \t]+|[ \t]+$/g, '');

describe('the JSON of a contact in CSV', () => {
  it('says what the cells say, as JSON.stringify would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (rows, clears) => {
          const lines = rows.map((cells) => [sid, ...cells.map(written)].join(','));
          const text = ['sid,first_name,custom_field.a "key",tag', ...lines].join('\n');
          const expected = rows.map(([name, entry, tag]) => {
            const isSent = (one: string) => clears || one !== '';
            const members = [`"sid":"${sid}"`];
            if (isSent(name.text)) members.push(`"first_name":${JSON.stringify(name.text)}`);
            if (isSent(tag.text)) members.push(`"tag":${JSON.stringify(tag.text)}`);
            if (isSent(entry.text)) members.push(`"custom_field":{"a \\"key\\"":${JSON.stringify(entry.text)}}`);
            return `{${members.join(',')}}`;
          });
          const quoted = text.replace('custom_field.a "key"', '"custom_field.a ""key"""');
          assert.deepEqual(contactsOf(quoted, clears ? 'clear' : 'keep'), expected);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('has the JSON of a custom field as its cell has it, without the white space around', () => {
    const json = '{ "a" : "b\\u0041,\\n", "ü": "😀" }';
    const cells = [json.replaceAll(',', ''), `"${json.replaceAll('"', '""')}"`, `" \n${json.replaceAll('"', '""')}\t"`];
    const text = ['sid,custom_field', ...cells.map((one) => `${sid},${one}`)].join('\n');
    assert.deepEqual(contactsOf(text), [
      `{"sid":"${sid}","custom_field":${json.replaceAll(',', '')}}`,
      `{"sid":"${sid}","custom_field":${json}}`,
      `{"sid":"${sid}","custom_field":${json}}`,
    ]);
  });

  it('puts entries in columns of their own in the place of what the whole says', () => {
    const text = [
      'sid,custom_field,custom_field.a,custom_field.b',
      `${sid},"{""a"": 1, ""c"": 2}",x,`,
      `${sid},"{""a"": 1}",,`,
      `${sid},,,y`,
      sid,
    ].join('\n');
    assert.deepEqual(contactsOf(text), [
      `{"sid":"${sid}","custom_field":{"c": 2,"a":"x"}}`,
      `{"sid":"${sid}","custom_field":{"a": 1}}`,
      `{"sid":"${sid}","custom_field":{"b":"y"}}`,
      `{"sid":"${sid}"}`,
    ]);
    assert.equal(contactsOf(text, 'clear')[2], `{"sid":"${sid}","custom_field":{"a":"","b":"y"}}`);
  });

  it('is made of rows of any length, one after the other and back', () => {
    const long = 'x"\n😀é'.repeat(20_000);
    const text = ['sid\ttag', `${sid}\tshort`, `${sid}\t"${long.replaceAll('"', '""')}"`, `${sid}\tlast`].join('\r\n');
    const file = finish(readContactFile(text, 'csv', { emptyCells: 'keep' }));
    const of = (tag: string) => `{"sid":"${sid}","tag":${JSON.stringify(tag)}}`;
    for (const row of [2, 0, 1, 0, 2]) assert.equal(file.contactText(row), of(['short', long, 'last'][row]!));
  });
});
