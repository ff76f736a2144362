import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readAndCheck, type CheckedFile } from '../../../../src/core/check/checkContacts';
import { recheck } from '../../../../src/core/check/recheck';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { decodeBytes } from '../../../../src/core/text/decode';
import { formatOf } from '../../../../src/core/file/formatOf';
import { finish } from '../../../../src/core/steps';
import { sidOf } from '../../../sidOf';
import { WorkMeter } from '../../workMeter';

const options = { emptyCells: 'keep' } as const;
const check = (text: string, format: FileFormat) => finish(readAndCheck(text, format, options));

/** One replacement in a text. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

const changed = (text: string, { start, end, put }: Change) => text.slice(0, start) + put + text.slice(end);
const again = (before: CheckedFile, text: string, { start, end, put }: Change) =>
  recheck(before, text, { start, end, shift: put.length - (end - start) });

/** All that a check says. */
function said({ file, sendable, isSendable, contactText, sidOf, invalid, unknownKeys, problems }: CheckedFile) {
  return {
    whole: file.whole,
    columns: file.columns,
    rows: Array.from(file.rows.keys(), (row) => ({
      ...file.rows.range(row),
      isSendable: isSendable(row),
      contact: contactText(row),
      values: file.values(row),
      fields: file.fieldRanges(row),
      sid: sidOf(row),
      facts: isSendable(row) && [file.rows.fields(row), file.rows.cleared(row), file.rows.hash(row)],
      flags: [file.rows.isFaulty(row), file.rows.isOdd(row), file.rows.isRewritten(row)],
    })),
    sendable,
    invalid: [...invalid].sort(([a], [b]) => a - b),
    unknownKeys: [...unknownKeys],
    problems,
    fileProblems: file.problems,
  };
}

const folder = join(__dirname, '../../../../../test/fixtures');
const fixtures = ['csv', 'json', 'jsonl', 'values']
  .flatMap((kind) => readdirSync(join(folder, kind)).map((name) => join(folder, kind, name)))
  .map((path) => ({ text: decodeBytes(readFileSync(path)).text, format: formatOf(path)! }))
  .filter(({ text }) => text !== '' && text.length < 4000);

const contacts = Array.from({ length: 12 }, (_, index) => ({
  sid: sidOf(index % 10),
  number: `+91987654321${index % 10}`,
  first_name: index % 3 ? 'Asha "A"' : "'Jos\u00e9",
  ...(index % 4 === 0 && { city: 'Pune', uri: '/x' }),
  custom_field: { city: 'Pune', n: index % 5 ? index : 12345678901234567890 },
}));
const generated: readonly { text: string; format: FileFormat }[] = [
  { text: JSON.stringify({ contacts }), format: 'json' },
  { text: JSON.stringify(contacts, undefined, 2), format: 'json' },
  { text: contacts.map((contact) => JSON.stringify(contact)).join('\n'), format: 'jsonLines' },
  {
    text: [
      'sid,number,First Name,custom_field,custom_field.plan',
      ...contacts.map(({ sid, number, first_name, custom_field }) =>
        [
          sid,
          number,
          `"${first_name.replaceAll('"', '""')}"`,
          `"${JSON.stringify(custom_field).replaceAll('"', '""')}"`,
          'x',
        ].join(),
      ),
    ].join('\r\n'),
    format: 'csv',
  },
];

const pieces = [
  'a',
  '7',
  ' ',
  '"',
  '""',
  ',',
  ';',
  '{',
  '}',
  '[',
  ']',
  ':',
  '\n',
  '\r\n',
  '\\',
  '\\u00e9',
  '\u200b',
  "'",
  'é',
  '@',
];
const wholes = [
  ...pieces,
  sidOf(1),
  sidOf(2).toUpperCase(),
  '"tag":"x",',
  '"email":"a@b.co"',
  'null',
  '1e400',
  'sid',
  'x\ny',
  '',
];

describe('a check after an edit', function () {
  this.timeout(300_000);

  const change = fc.record({
    at: fc.integer({ min: 0, max: 9_999 }),
    length: fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 5, 40, 400),
    put: fc.constantFrom(...wholes),
    then: fc.constantFrom('edit', 'edit', 'edit', 'undo', 'second cursor'),
  });

  it('equals a check of the whole, after any edits', () => {
    let kept = 0;
    let total = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures, ...generated, ...generated),
        fc.array(change, { maxLength: 6 }),
        (file, edits) => {
          let { text } = file;
          let current = check(text, file.format);
          const step = (next: Change) => {
            text = changed(text, next);
            const quick = again(current, text, next);
            const whole = check(text, file.format);
            total++;
            if (quick) {
              kept++;
              assert.deepEqual(said(quick), said(whole), JSON.stringify({ next, text }));
            }
            current = quick ?? whole;
          };
          for (const { at, length, put, then } of edits) {
            const start = Math.floor((at * text.length) / 10_000);
            const end = Math.min(start + length, text.length);
            const before = text.slice(start, end);
            if (then === 'second cursor') {
              // Two places in one step: one patch around both.
              const last = Math.min(end + 120, text.length);
              step({ start, end: last, put: put + text.slice(end, last) + put });
            } else step({ start, end, put });
            if (then === 'undo') step({ start, end: start + put.length, put: before });
          }
        },
      ),
      {
        numRuns: 3_000,
        // A delimiter before the spaces at the end of a row: the cell behind it begins after them.
        examples: [
          [
            { text: 'sid,tag\na0c4e100000000000000000000000001,"x" \n', format: 'csv' },
            [{ at: 9_600, length: 0, put: ',', then: 'edit' }],
          ],
        ],
      },
    );
    assert.ok(kept > total / 10, `${kept} of ${total}`);
  });

  it('keeps what is around it in every format: typing in a value reads one row', () => {
    for (const { text, format } of generated) {
      const start = text.indexOf('9876543215');
      const next = { start, end: start, put: '1' };
      const now = changed(text, next);
      const quick = again(check(text, format), now, next);
      assert.ok(quick, format);
      assert.deepEqual(said(quick), said(check(now, format)));
    }
  });

  it('reads a broken document again, as an edit may change what the broken part means', () => {
    const text = `[{"sid":"${sidOf(1)}","tag":"x}, {"sid":"${sidOf(2)}","tag":"y"}, {"sid":"${sidOf(3)}","tag":"z"}]`;
    const start = text.indexOf('"z"');
    const next = { start, end: start, put: '\n' };
    assert.equal(again(check(text, 'json'), changed(text, next), next), undefined);
  });

  it('costs the row that it touches, however long the file is', () => {
    const row = (index: number) => `${sidOf(index)},+91${9_000_000_000 + index}`;
    const work = (rows: number) => {
      const text = ['sid,number', ...Array.from({ length: rows }, (_, index) => row(index))].join('\n');
      const next = { start: text.length - 500, end: text.length - 500, put: '1' };
      const [before, now] = [check(text, 'csv'), changed(text, next)];
      return WorkMeter.measure(() => assert.ok(again(before, now, next)));
    };
    assert.ok(work(40_000) <= work(10_000) * 1.1 + 100, `${work(40_000)} and ${work(10_000)} characters and elements`);
  });

  it('takes twice the work for twice the unknown keys that are put into a contact', () => {
    const text = `[{"sid":"${sidOf(0)}","tag":"x"},{"sid":"${sidOf(1)}","tag":"y"}]`;
    const checked = check(text, 'json');
    const workOf = (n: number) => {
      const put = Array.from({ length: n }, (_, key) => `,"key${key}":1`).join('');
      const change = { start: text.indexOf('}'), end: text.indexOf('}'), put };
      return WorkMeter.measure(() => assert.equal(again(checked, changed(text, change), change)?.unknownKeys.size, n));
    };
    assert.ok(workOf(4_000) < 2.3 * workOf(2_000));
  });
});
