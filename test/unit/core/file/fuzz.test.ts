import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkContacts, readAndCheck, type CheckedFile } from '../../../../src/core/check/checkContacts';
import { decodeBytes } from '../../../../src/core/text/decode';
import { formatOfText } from '../../../../src/core/read/formatOfText';
import type { ContactFile, FileFormat } from '../../../../src/core/file/contactFile';
import { looksLikeContacts } from '../../../../src/core/read/looksLikeContacts';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { PatchedText, type TextSource } from '../../../../src/core/text/textSource';
import { finish } from '../../../../src/core/steps';
import { checkInvariants } from './checkInvariants';
import { rowsOf, valuesOf } from './rowsOf';

const formats: readonly FileFormat[] = ['json', 'jsonLines', 'csv'];
const runs = Number(process.env['FUZZ_RUNS'] ?? 400);

/** Reads to the end and complains when the reader makes more steps than the text has characters. */
function read(text: TextSource, format: FileFormat, emptyCells: 'keep' | 'clear' = 'keep') {
  const steps = readContactFile(text, format, { emptyCells });
  for (let count = 0; ; count++) {
    const step = steps.next();
    if (step.done) return step.value;
    assert.ok(count <= text.length + 10, 'the reader does not come to an end');
  }
}

function checkAll(text: string) {
  for (const format of formats) {
    const file = read(text, format);
    checkInvariants(file);
    if (format === 'json') checkVerdict(text, file);
    const before = said(file);
    assert.deepEqual(said(read(patched(text), format)), before, 'a text in pieces reads as in one');
    const checked = judged(finish(checkContacts(file)));
    assert.deepEqual(
      judged(finish(readAndCheck(text, format, { emptyCells: 'keep' }))),
      checked,
      'checked as it is read',
    );
    assert.deepEqual(said(file), before, 'values that were let go are read again');
    looksLikeContacts(text, format);
  }
  formatOfText(text);
}

/** The same text, put together from another one with a patch in its middle. */
function patched(text: string) {
  const [start, end] = [Math.floor(text.length / 3), Math.floor((2 * text.length) / 3)];
  const base = `${text.slice(0, start)}{"other": ["text\n${text.slice(end)}`;
  return new PatchedText(base, start, text.slice(start, end), text.length - end);
}

/** All that a file says of itself. */
function said(file: ContactFile) {
  const { problems, whole, columns, text } = file;
  const all = rowsOf(file).map(({ start, end, values }, row) => ({
    start,
    end,
    values,
    fields: file.fieldRanges(row),
  }));
  return { rows: all, problems, whole, columns, text: text.toString() };
}

function judged({ file, sendable, contactOf, invalid, sidOf, problems }: CheckedFile) {
  const rows = [...file.rows.keys()];
  return { sendable, contacts: rows.map(contactOf), invalid: [...invalid], sids: rows.map(sidOf), problems };
}

/** A document is whole when JSON.parse takes it, and then says the same. */
function checkVerdict(text: string, file: ContactFile) {
  const { whole, rows, problems } = file;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    assert.ok(!whole || rows.length === 0, 'called whole, and JSON.parse refuses it');
    return;
  }
  if (problems.some(({ message }) => /appears twice|nested deeper/.test(message))) return;
  assert.equal(whole, true);
  const list = Array.isArray(parsed) ? parsed : (parsed as { contacts?: unknown } | null)?.contacts;
  const contacts = Array.isArray(list) ? (list as unknown[]) : [];
  assert.deepEqual(
    valuesOf(file),
    contacts.map((item) => (typeof item === 'object' && !Array.isArray(item) ? (item ?? undefined) : undefined)),
  );
}

const fixtures = join(__dirname, '../../../../../test/fixtures');
const texts = ['csv', 'json', 'jsonl', 'values']
  .flatMap((folder) => readdirSync(join(fixtures, folder)).map((name) => join(fixtures, folder, name)))
  .map((path) => decodeBytes(readFileSync(path)).text)
  .filter((text) => text !== '' && text.length < 5000);

const jsonPieces = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    ' ',
    '//',
    '/*',
    '*/',
    '“',
    '”',
    '\u00a0',
    '\ufeff',
    '\u0000',
  ],
  ...[
    '"sid":"a"',
    '"first_name"',
    '"contacts":[',
    '{"sid":"b","tag":"x"}',
    'null',
    '-1.5e3',
    '+91',
    '007',
    '"__proto__"',
    '\ud800',
  ],
);
const csvPieces = fc.constantFrom(
  ...[
    ',',
    ';',
    '\t',
    '|',
    '"',
    '""',
    '\n',
    '\r',
    '\r\n',
    ' ',
    'sid',
    'first_name',
    'custom_field',
    'custom_field.a',
    'uri',
    'sep=;\n',
  ],
  ...['x', '__proto__', '{"a":1}', '"{""a"":1}"', '\ufeff', '\u0000', '🙂'],
);
const soup = (pieces: fc.Arbitrary<string>) => fc.array(pieces, { maxLength: 60 }).map((all) => all.join(''));

/** Cuts something out of a text, puts something else in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.oneof(jsonPieces, csvPieces, fc.constant(''))), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((current, [at, length, piece]) => {
      const start = at % (current.length + 1);
      return current.slice(0, start) + piece + current.slice(start + length);
    }, text),
  );

describe('reader, fed with anything', function () {
  this.timeout(120_000);

  it('reads any text', () =>
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), checkAll), { numRuns: runs }));

  it('reads pieces of JSON in any order', () =>
    fc.assert(fc.property(soup(jsonPieces), checkAll), { numRuns: 3 * runs }));

  it('reads broken records inside a list', () =>
    fc.assert(
      fc.property(soup(jsonPieces), (text) => checkAll(`{"contacts":[{"sid":"z"${text}},\n{"sid":"y","tag":"t"}]}`)),
      { numRuns: 3 * runs },
    ));

  it('reads pieces of CSV in any order', () =>
    fc.assert(
      fc.property(soup(csvPieces), (text) => {
        checkAll(text);
        checkAll(`sid,first_name,custom_field\n${text}`);
        checkInvariantsOfCleared(`sid;tag\n${text}`);
      }),
      { numRuns: 2 * runs },
    ));

  it('reads mutated fixtures', () => fc.assert(fc.property(mutated, checkAll), { numRuns: 4 * runs }));

  it('reads what JSON.stringify writes, however it is laid out', () =>
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())),
        fc.constantFrom('', ' ', '\t'),
        (contacts, indent) => {
          const texts = [JSON.stringify({ contacts }, undefined, indent), JSON.stringify(contacts, undefined, indent)];
          for (const text of texts) {
            const file = read(text, 'json');
            checkInvariants(file);
            assert.equal(file.whole, true);
            const parsed = JSON.parse(texts[1]!) as unknown[];
            assert.deepEqual(valuesOf(file), parsed);
          }
        },
      ),
      { numRuns: runs },
    ));

  it('decodes any bytes', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const { text, problem } = decodeBytes(bytes);
        if (problem) assert.ok(text === '' && problem.offset >= 0 && problem.offset <= bytes.length);
      }),
      { numRuns: 3 * runs },
    ));
});

function checkInvariantsOfCleared(text: string) {
  const file = read(text, 'csv', 'clear');
  for (const values of valuesOf(file)) if (values) assert.notEqual(values['sid'], '');
}
