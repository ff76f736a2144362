import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeBytes } from '../../../../src/core/text/decode';
import { formatOf } from '../../../../src/core/file/formatOf';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { sidOf } from '../../../sidOf';
import { valuesOf } from '../file/rowsOf';
import { allFixed, check } from './applyFix';

/** Texts that a field can hold, sound and with every kind of damage. */
const pieces: { readonly [name: string]: readonly string[] } = {
  number: [
    ...['+919876543210', '+91 98765-43210', '+91 09876543210', '+91 (0) 98765 43210', '1800 419 0157', '98765 43210'],
    ...[
      '919876543210',
      '00919876543210',
      "'+919876543210",
      '+919876543210.0',
      '9.19877E+11',
      '+91 98765 43210 (2)',
      'n/a',
    ],
  ],
  email: ['a@b.co', 'asha@example.com bob', 'Asha <asha@example.com>', 'mailto:a@b.co', 'a@b.co,', 'a @b.co', 'nobody'],
  first_name: [
    'Asha',
    ' Asha',
    'Asha\u200b',
    'Asha\u00a0Devi',
    '“Asha”',
    "'Abd",
    "it's",
    'C:\\new',
    'say "hi"',
    'x, y',
    'René',
  ],
  username: ['asha', '\u200basha', 'a\u00a0b', "'x"],
  member: ['+919876543210', '98765 43210'],
  City: ['Pune', 'Goa\u00a0'],
};
/** Other names that are certain; their values are a field's own. */
const otherName: { readonly [name: string]: string } = {
  Phone: 'number',
  'E-Mail': 'email',
  'Given Name': 'first_name',
};
const names = [...Object.keys(pieces), ...Object.keys(otherName)];
const fieldOf = (name: string) => otherName[name] ?? name;

/** Rows of one layout: a value for each name. */
const files = fc
  .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4, selector: fieldOf })
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.tuple(...columns.map((name) => fc.constantFrom(...pieces[fieldOf(name)]!))), {
        minLength: 1,
        maxLength: 5,
      }),
      country: fc.constantFrom('', '91'),
    }),
  );

/** JSON by hand: in quotes of some kind, with faults between the fields. */
interface Layout {
  readonly quote: '"' | "'";
  readonly between: string;
  readonly behind: string;
}
const layouts: fc.Arbitrary<Layout> = fc.record({
  quote: fc.constantFrom('"', "'"),
  between: fc.constantFrom(', ', ' ', ',\u00a0', ',,'),
  behind: fc.constantFrom('', ',', '\u00a0'),
});

function written(value: string, quote: '"' | "'"): string {
  const json = JSON.stringify(value);
  return quote === '"' ? json : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

const object = (row: readonly (readonly [string, string])[], { quote, between, behind }: Layout) =>
  `{${row.map(([name, value]) => `${written(name, quote)}:${written(value, quote)}`).join(between)}${behind}}`;

/** The same for a person: without what nobody sees or what stands around it. */
function meaning(field: string, value: string): string {
  const seen = value
    .replace(/[\u00a0 ]+/g, ' ')
    .replace(/\u200b/g, '')
    .trim();
  return field === 'number' ? seen.replace(/^'|\.0$|[ -]/g, '') : seen;
}

/** Whether Fix All may have made one value of the other. */
function meansTheSame(field: string, before: string, after: string, country: string): boolean {
  const [was, is] = [meaning(field, before), meaning(field, after)];
  if (was === is || before === after) return true;
  if (field === 'number' && country) return is === `+${was}` || is === `+${country}${was}`;
  if (field === 'email') return [`Asha <${is}>`, `mailto:${is}`, `${is},`].includes(was);
  return false;
}

function checkMeaning(
  text: string,
  format: FileFormat,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  country: string,
) {
  const fixed = allFixed(text, format, country);
  const { file } = check(fixed, format);
  assert.equal(file.rows.length, rows.length, 'rows stay rows');
  rows.forEach((row, index) => {
    const values = file.values(index);
    if (!values) return assert.ok(!check(text, format).file.whole || format === 'jsonLines');
    assert.equal(values['sid'], sidOf(index), 'sids stay sids');
    columns.forEach((name, column) => {
      const field = fieldOf(name);
      const after = values[name] ?? values[field];
      // A column that nobody knows is in no value; it stays as it was written.
      if (after === undefined) return assert.ok(fixed.includes(name));
      assert.ok(
        meansTheSame(field, row[column]!, after as string, country),
        `${name}: ${row[column]!} → ${JSON.stringify(after)}`,
      );
    });
    for (const key of Object.keys(values)) {
      assert.ok(
        key === 'sid' || columns.some((name) => name === key || fieldOf(name) === key),
        `${key} came from nowhere`,
      );
    }
  });
}

describe('what Fix All makes of a file means the same, field by field', function () {
  this.timeout(120_000);

  it('in CSV', () =>
    fc.assert(
      fc.property(files, fc.constantFrom(',', ';', '\t'), ({ columns, rows, country }, delimiter) => {
        const cell = (text: string) => (/[",;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const lines = [['sid', 'tag', ...columns], ...rows.map((row, index) => [sidOf(index), 'x', ...row])];
        const text = lines.map((line) => line.map(cell).join(delimiter)).join('\n');
        checkMeaning(
          text,
          'csv',
          ['tag', ...columns],
          rows.map((row) => ['x', ...row]),
          country,
        );
      }),
      { numRuns: 1500 },
    ));

  it('in JSON, and in lines of JSON', () =>
    fc.assert(
      fc.property(files, layouts, fc.constantFrom(',\n', '\n', ', '), ({ columns, rows, country }, layout, between) => {
        const objects = rows.map((row, index) =>
          object([['sid', sidOf(index)], ...row.map((value, column) => [columns[column]!, value] as const)], layout),
        );
        checkMeaning(`{"contacts":[${objects.join(between)}]}`, 'json', columns, rows, country);
        checkMeaning(objects.join('\n'), 'jsonLines', columns, rows, country);
      }),
      { numRuns: 1500 },
    ));

  it('in every fixture: rows stay rows, sids stay sids, and what was sound stays as it is', () => {
    const folder = join(__dirname, '../../../../../test/fixtures');
    for (const kind of ['csv', 'json', 'jsonl', 'values']) {
      for (const name of readdirSync(join(folder, kind))) {
        const { text } = decodeBytes(readFileSync(join(folder, kind, name)));
        const format = formatOf(name)!;
        const before = check(text, format);
        if (!before.file.whole || text.length > 20_000) continue;
        const after = check(allFixed(text, format), format);
        assert.equal(after.file.rows.length, before.file.rows.length, name);
        const named = new Set(before.problems.map(({ row }) => row));
        valuesOf(before.file).forEach((values, row) => {
          if (values && !named.has(row) && before.problems.every(({ code }) => code !== 'unknown-field')) {
            assert.deepEqual(after.file.values(row), values, `${name}, row ${row}`);
          }
          if (before.sidOf(row) && !named.has(row)) assert.equal(after.sidOf(row), before.sidOf(row));
        });
      }
    }
  });
});
