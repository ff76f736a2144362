import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readAndCheck } from '../../../../src/core/check/checkContacts';
import { contactFields } from '../../../../src/core/contact';
import { JsonScanner } from '../../../../src/core/json/jsonScanner';
import { finish } from '../../../../src/core/steps';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

function contact(text: string) {
  const scanner = new JsonScanner(text);
  assert.equal(scanner.contact(0), text.length, text);
  return scanner;
}

const pieces = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '"sid"',
    '""',
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '\0',
    '\u0001',
    '-',
    '.',
    '+',
  ],
  ...[
    '0',
    '1',
    '12',
    '-0',
    '1e5',
    '1E-2',
    '.5',
    'true',
    'false',
    'null',
    'nul',
    '\\',
    '\\n',
    '\\u00e9',
    '\\u00g0',
    'é',
  ],
);

describe('JsonScanner', function () {
  this.timeout(60_000);

  it('takes what JSON.parse takes, and nothing else', () =>
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const start = text.search(/[^ \n\t]|$/);
        const end = new JsonScanner(text).value(start);
        if (isJson(text)) assert.equal(text.slice(end).trim(), '', JSON.stringify(text));
        else if (end !== -1) assert.ok(isJson(text.slice(start, end)), JSON.stringify(text));
      }),
      { numRuns: 20_000 },
    ));

  it('reads the same wherever its windows begin and end', () => {
    for (let before = 65_500; before < 65_560; before++) {
      const text = `["${'x'.repeat(before - 34)}",{"sid":"a\\u00e9","n":-12.5e3,"l":[true,null,{"k":"\\\\"}]} ,1234]`;
      const scanner = new JsonScanner(text);
      assert.equal(scanner.value(0), text.length);
      const start = text.indexOf('{');
      assert.equal(scanner.contact(start), text.indexOf(' ,'), String(before));
      assert.equal(scanner.value(text.indexOf('1234')), text.length - 1, String(before));
    }
  });

  it('looks no further than its limit', () => {
    const text = `{"sid":"${'x'.repeat(100)}"}`;
    assert.equal(new JsonScanner(text).contact(0, text.length), text.length);
    for (let longest = 0; longest < text.length; longest++) {
      assert.equal(new JsonScanner(text).contact(0, longest), -1);
    }
  });

  it('says which contacts may say more than their values do', () => {
    const isOdd = (custom: string) => contact(`{"sid":"a","custom_field":${custom}}`).isOdd;
    const deep = '['.repeat(100) + ']'.repeat(100);
    const odd = ['{"a":1,"a":2}', '{"a":{"b":1,"c":2,"b":3}}', '[{"a":1,"\\u0061":2}]', '1234567890123456', '1e400'];
    const usual = ['{"a":1,"b":{"a":1}}', '[{"a":1},{"a":2}]', '123456789012345', '-0.5', '"1e400"', '{"a":"b"}'];
    for (const custom of [...odd, `{"a":${deep}}`]) assert.equal(isOdd(custom), true, custom);
    for (const custom of usual) assert.equal(isOdd(custom), false, custom);
    assert.equal(contact('{"sid":"a","tag":"b","sid":"c"}').isOdd, true);
    assert.equal(contact('{"sid":"a","x":"b","x":"c"}').isOdd, true);
    const many = Array.from({ length: 100 }, (_, index) => `"k${index}":1`);
    assert.equal(isOdd(`{${many.join()}}`), true);
  });

  it('knows an unknown key of any length', () => {
    const key = 'k'.repeat(500_000);
    assert.deepEqual([...contact(`{"sid":"a","${key}":1}`).unknownKeys], [key]);
  });

  it('knows fields, unknown keys and other names', () => {
    const { fields, unknownKeys, isRewritten } = contact(
      '{"sid":"a","uri":"/x","City":"b","custom":{},"t\\u0061g":""}',
    );
    const names = contactFields.filter((_, index) => fields & (1 << index));
    assert.deepEqual(names, ['sid', 'tag', 'custom_field']);
    assert.deepEqual([...unknownKeys], ['City']);
    assert.equal(isRewritten, true);
    assert.equal(contact('{"sid":"a","tag":"b"}').isRewritten, false);
  });
});

describe('what is known of every row', function () {
  this.timeout(60_000);

  const value = fc.constantFrom(
    '',
    'x',
    'say "x"',
    'ü',
    '\u200b',
    "'1",
    '+919876543210',
    'a@b.co',
    'a\nb',
    'a,b',
    'ß\t',
  );
  const custom = fc.dictionary(fc.constantFrom('a', 'b', 'c d', '__proto__'), fc.oneof(value, fc.jsonValue()));
  const rows = fc.array(
    fc.record(
      { sid: fc.constantFrom('0'.repeat(32), 'x', ''), number: value, email: value, tag: value, custom_field: custom },
      { requiredKeys: ['sid'] },
    ),
    { maxLength: 5 },
  );
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const csvOf = (contacts: readonly Record<string, unknown>[]) =>
    [
      contactFields.join(),
      ...contacts.map((row) =>
        contactFields.map((field) => {
          const cell = row[field];
          return cell === undefined ? '' : quoted(typeof cell === 'string' ? cell : JSON.stringify(cell));
        }),
      ),
    ].join('\n');

  it('agrees with the values that are sent', () =>
    fc.assert(
      fc.property(rows, fc.boolean(), (contacts, clears) => {
        const emptyCells = clears ? 'clear' : 'keep';
        for (const [text, format] of [
          [JSON.stringify(contacts), 'json'],
          [contacts.map((row) => JSON.stringify(row)).join('\n'), 'jsonLines'],
          [csvOf(contacts), 'csv'],
        ] as const) {
          const { file, contactOf } = finish(readAndCheck(text, format, { emptyCells }));
          for (const row of file.rows.keys()) {
            const contact = contactOf(row) as Record<string, unknown> | undefined;
            if (!contact) continue;
            const mask = contactFields.reduce((bits, field, bit) => bits | (field in contact ? 1 << bit : 0), 0);
            assert.equal(file.rows.fields(row), mask, text);
            const custom = Object.values((contact['custom_field'] ?? {}) as Record<string, unknown>);
            const all = [...Object.values(contact), ...custom];
            assert.equal(file.rows.cleared(row), all.filter((item) => item === '').length, text);
          }
        }
      }),
      { numRuns: 400 },
    ));
});
