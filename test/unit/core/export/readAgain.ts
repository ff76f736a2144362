import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { CheckedFile } from '../../../../src/core/check/checkContacts';
import { resendable } from '../../../../src/core/export/resendable';
import { isVerdictField, verdictTexts } from '../../../../src/core/export/verdictFields';
import type { Outcome } from '../../../../src/core/outcome';
import { jsonMembers } from '../../../../src/core/json/jsonMembers';
import { leftOutOutcomes } from '../../../../src/core/selection/selectedRows';
import { readAll } from './readAll';

const words = fc.oneof(
  fc.constantFrom(
    'Contact not found',
    '=cmd()',
    '+1',
    'a,b;c\td|e',
    '“x” "y"',
    'line\r\nbreak',
    ' both ends ',
    '\0\u0007',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant<Outcome>({ verdict: 'updated' }),
  words.map((message): Outcome => ({ verdict: 'rejected', status: 404, error: { code: 1000, message } })),
  words.map((reason): Outcome => ({ verdict: 'notSent', reason })),
  words.map((reason): Outcome => ({ verdict: 'unknown', reason })),
);

/** Any outcomes of a run of a file: those of the checks are what they are. `rows`: those that failed, or all where none did. */
export function someOutcomes(checked: CheckedFile): fc.Arbitrary<{ outcomes: Outcome[]; rows: number[] }> {
  const { length } = checked.file.rows;
  return fc.array(outcome, { minLength: length, maxLength: length }).map((outcomes) => {
    for (const [row, invalid] of leftOutOutcomes(checked)) outcomes[row] = invalid;
    const failed = [...outcomes.keys()].filter((row) => outcomes[row]!.verdict !== 'updated');
    return { outcomes, rows: failed.length > 0 ? failed : [...outcomes.keys()] };
  });
}

export function exportRows({ file }: CheckedFile, rows: readonly number[], outcomes: readonly Outcome[]): string {
  return [...resendable({ file, rows, outcome: (row) => outcomes[row], emptyCells: 'keep' })].join('');
}

/** Reads an export again and compares it with its source: whatever was there before is there again, to the last character. */
export function checkAgain(
  source: CheckedFile,
  rows: readonly number[],
  outcomes: readonly Outcome[],
  written: string,
): void {
  const again = readAll(written, source.file.format);
  assert.equal(again.file.whole, true);
  assert.equal(again.file.rows.length, rows.length);
  const names = ({ file }: CheckedFile) => file.columns.map(({ name }) => name).filter((name) => !isVerdictField(name));
  assert.deepEqual(names(again), names(source));
  for (const [index, row] of rows.entries()) {
    assert.equal(again.isSendable(index), source.isSendable(row), 'no row is done, and none is invalid that was not');
    assert.deepEqual(sent(again, index), sent(source, row));
    assert.equal(again.sidOf(index), source.sidOf(row));
    if (source.isSendable(row)) {
      assert.equal(again.file.rows.hash(index), source.file.rows.hash(row), 'the fingerprint of what is sent');
    }
    const before = untouched(source, row);
    const now = untouched(again, index);
    assert.deepEqual(now.slice(0, before.length), before);
    assert.ok(
      now.slice(before.length).every((cell) => cell === ''),
      'a short row has empty cells now, and nothing else',
    );
    assertVerdict(again, index, outcomes[row]!);
  }
  const all = [...again.file.rows.keys()];
  const twice = exportRows(
    again,
    all,
    rows.map((row) => outcomes[row]!),
  );
  assert.equal(twice, written, 'what an earlier export added is replaced by the same');
}

/** What is sent of a row, each value as it is written. */
function sent(checked: CheckedFile, row: number): string[] | undefined {
  const text = checked.contactText(row);
  if (text === undefined) return undefined;
  const members = jsonMembers(text, { start: 0, end: text.length })!;
  return members.map(({ name, start, end }) => `${name} ${text.slice(start, end)}`);
}

/** The values of a row as they are written, but for those of exports. */
function untouched({ file }: CheckedFile, row: number): string[] {
  const { text } = file;
  return file
    .fieldRanges(row)
    .filter(({ name }) => !isVerdictField(name))
    .map(({ start, end }) => text.slice(start, end));
}

function assertVerdict({ file }: CheckedFile, row: number, given: Outcome): void {
  const found = file.fieldRanges(row).filter(({ name }) => isVerdictField(name));
  // A row that cannot be understood is left as it is in JSON, and in CSV the cells it has too many may take the columns’ place.
  if (file.rows.isFaulty(row)) return;
  const texts = found.map(({ start, end }) => saidBy(file.text.slice(start, end), file.format === 'csv'));
  const expected = verdictTexts(given);
  const guarded = file.format === 'csv' ? expected.map((text) => text.replace(/^(?=[=+\-@\t\r])/, "'")) : expected;
  assert.deepEqual(texts, guarded);
}

function saidBy(written: string, isCsv: boolean): string {
  if (!isCsv) return JSON.parse(written) as string;
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
}
