import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readAndCheck, type CheckedFile } from '../../../src/core/check/checkContacts';
import type { FileFormat } from '../../../src/core/file/contactFile';
import { fixAll } from '../../../src/core/fix/fixAll';
import { FixContext } from '../../../src/core/fix/fixContext';
import { fixEverywhere } from '../../../src/core/fix/fixEverywhere';
import { findFixes } from '../../../src/core/fix/findFixes';
import { applyEdits, type TextEdit } from '../../../src/core/fix/textEdit';
import { finish, type Steps } from '../../../src/core/steps';
import { sidOf } from '../../sidOf';
import { WorkMeter } from '../workMeter';

const options = { emptyCells: 'keep', defaultCountryCode: '91' } as const;

/** How the work for a file grows when the file is twice as long, in all and in the longest step between two pauses. */
function growth(textOf: (count: number) => string, format: FileFormat, count: number) {
  const small = workOn(textOf(count), format);
  const large = workOn(textOf(2 * count), format);
  return { inAll: large.inAll / small.inAll, small, large };
}

/** Measured once for each name, as both kinds of tests look at it. */
const measured = new Map<string, ReturnType<typeof growth>>();
function growthOf([name, format, textOf, count = 1500]: Input) {
  const known = measured.get(name) ?? growth(textOf, format, count);
  measured.set(name, known);
  return known;
}

function workOn(text: string, format: FileFormat) {
  let longest = 0;
  const inAll = WorkMeter.measure((meter) => {
    /** Runs to the end and notes the longest step. */
    const run = <T>(steps: Steps<T>): T => {
      for (;;) {
        const before = meter.units;
        const step = steps.next();
        longest = Math.max(longest, meter.units - before);
        if (step.done) return step.value;
      }
    };
    use(run(readAndCheck(text, format, options)), text, run);
  });
  return { inAll, longest, length: text.length };
}

/** What a person does with it: a lightbulb at the first, middle and last problem, each offer taken, then Fix All. */
function use(checked: CheckedFile, text: string, run: <T>(steps: Steps<T>) => T): void {
  const { problems } = checked;
  const context = new FixContext(checked, options.defaultCountryCode);
  for (const problem of [problems[0], problems[problems.length >> 1], problems.at(-1)]) {
    if (!problem) continue;
    for (const fix of [...findFixes(problem, context), ...run(fixEverywhere(problem, context))]) {
      applyEdits(text, run<readonly TextEdit[]>(fix.edits()));
    }
  }
  applyEdits(text, run(fixAll(checked, options)));
}

const rows = (count: number, row: (index: number) => string, between = ',') =>
  Array.from({ length: count }, (_, index) => row(index)).join(between);
const contact = (index: number, more = '') => `{"sid":"${sidOf(index)}","first_name":"Asha","tag":"x"${more}}`;
const csvRow = (index: number) => `${sidOf(index)},Asha,x`;

type Input = readonly [name: string, format: FileFormat, textOf: (count: number) => string, count?: number];

const inputs: readonly Input[] = [
  ['one line in single quotes', 'json', (n) => `[${rows(n, (i) => contact(i).replaceAll('"', "'"))}]`],
  ['one line in curly quotes', 'json', (n) => `[${rows(n, (i) => `{“sid”:“${sidOf(i)}”,“tag”:“x”}`)}]`],
  ['one contact with many unknown keys', 'json', (n) => `[${contact(0, `,${rows(n, (i) => `"key${i}":${i}`)}`)}]`],
  [
    'long numbers in one contact',
    'json',
    (n) => `[${contact(0, `,"custom_field":{"a":[${rows(n, () => '1e400')}]}`)}]`,
  ],
  ['long numbers in one cell', 'csv', (n) => `sid,custom_field\n${sidOf(0)},"{""a"":[${rows(n, () => '1e400')}]}"\n`],
  ['one key many times in a cell', 'csv', (n) => `sid,custom_field\n${sidOf(0)},"{${rows(n, () => '""k"":1')}}"\n`],
  ['a new unknown key in every contact', 'json', (n) => `[${rows(n, (i) => contact(i, `,"key${i}":1`))}]`],
  ['one key many times in a contact', 'json', (n) => `[{${rows(n, () => `"tag":"x"`)}}]`],
  ['every second contact faulty', 'json', (n) => `[${rows(n, (i) => contact(i, i % 2 ? ' "email":1,' : ''))}]`],
  [
    'every second contact with a backslash',
    'json',
    (n) => `[${rows(n, (i) => contact(i, i % 2 ? ',"email":"\\d"' : ''))}]`,
  ],
  ['every second line faulty', 'jsonLines', (n) => rows(n, (i) => contact(i, i % 2 ? ',"email":"\\d"' : ''), '\n')],
  ['a key twice in every second line', 'jsonLines', (n) => rows(n, (i) => contact(i, i % 2 ? ',"tag":"y"' : ''), '\n')],
  ['a bracket missing in every line', 'jsonLines', (n) => rows(n, (i) => contact(i).replace('"x"', '["x"'), '\n')],
  ['a bracket missing in every contact', 'json', (n) => `[${rows(n, (i) => contact(i).slice(0, -1))}]`],
  ['a quote missing in every line', 'json', (n) => `[\n${rows(n, (i) => contact(i).replace('x"', 'x'), ',\n')}\n]`],
  ['a quote missing in every contact of one line', 'json', (n) => `[${rows(n, (i) => contact(i).replace('x"', 'x'))}]`],
  ['text between the fields', 'json', (n) => `[${rows(n, (i) => contact(i, ' b "} , {" '))}]`],
  ['borders inside of texts', 'json', (n) => `{${rows(n, () => '"x":{"a":1 "b" "} , {" ')}`],
  ['commas by the thousand', 'json', (n) => `[${contact(0)}${','.repeat(n)}]`],
  ['commas by the thousand in a contact', 'json', (n) => `[${contact(0, ','.repeat(n))}]`],
  ['missing commas', 'json', (n) => `[${rows(n, (i) => contact(i).replaceAll('","', '" "'), ' ')}]`],
  ['comments', 'json', (n) => `[${rows(n, (i) => `/* a */${contact(i)}`)}]`],
  ['a comment that is not closed', 'json', (n) => `[${rows(n, contact)}/* ${'a '.repeat(n)}`],
  ['invisible characters', 'json', (n) => `[${rows(n, (i) => `\u00a0${contact(i)}`)}]`],
  ['lists that are not closed', 'json', (n) => `{"contacts":${'['.repeat(n)}`, 4000],
  ['objects that are not closed', 'json', (n) => `[${'{"a":'.repeat(n)}`, 4000],
  ['lists inside of many objects', 'json', (n) => `[${'{"a":'.repeat(n)}[${'[],'.repeat(n)}1]`, 4000],
  ['closing brackets', 'json', (n) => `[${'{"a":['.repeat(n)}${'}'.repeat(n)}`, 4000],
  ['a document of many names', 'json', (n) => `{${rows(n, (i) => `"name${i}":{"a":[${i}]}`)}}`],
  ['a list of no contacts', 'json', (n) => `[${rows(n, (i) => `[${i},`)}`],
  ['one long word', 'json', (n) => `[${'word'.repeat(n)}]`],
  ['words in one line', 'json', (n) => `[{"tag":${'word '.repeat(n)}}]`],
  [
    'a quote in every row',
    'csv',
    (n) => `sid,first_name,tag\n${rows(n, (i) => `${sidOf(i)},"Asha ""A"" Devi","x"`, '\n')}`,
  ],
  [
    'text behind the quotes in every row',
    'csv',
    (n) => `sid,first_name,tag\n${rows(n, (i) => `${sidOf(i)},"Asha" b,x`, '\n')}`,
  ],
  ['a quote that is not closed', 'csv', (n) => `sid,first_name,tag\n"${rows(n, csvRow, '\n')}`],
  ['columns that nobody knows', 'csv', (n) => `sid,tag,${rows(n, (i) => `col${i}`)}\n${sidOf(0)},x\n`],
  [
    'columns of custom fields',
    'csv',
    (n) => `sid,tag,${rows(n, (i) => `custom_field.c${i}`)}\n${sidOf(0)},x${',y'.repeat(n)}\n`,
  ],
  ['columns without a name, and short rows', 'csv', (n) => `sid,tag${','.repeat(n)}\n${rows(n, (i) => `,${i}`, '\n')}`],
  [
    'columns before the sid, and short rows',
    'csv',
    (n) => `${rows(n, (i) => `custom_field.c${i}`)},sid\n${rows(n, (i) => `${i}`, '\n')}`,
  ],
  ['a row of too many cells', 'csv', (n) => `sid,tag\n${sidOf(0)},x${',y'.repeat(n)}`],
  ['pairs of one sid', 'csv', (n) => `sid,first_name,tag\n${rows(n, (i) => csvRow(i >> 1), '\n')}`],
  ['one sid in every row', 'csv', (n) => `sid,first_name,tag\n${rows(n, () => csvRow(0), '\n')}`],
  ['local numbers', 'csv', (n) => `sid,number\n${rows(n, (i) => `${sidOf(i)},${9_000_000_000 + i}`, '\n')}`],
  ['rows without a sid', 'json', (n) => `[${rows(n, () => '{"tag":"x"}')}]`],
  ['nulls', 'json', (n) => `[${rows(n, (i) => contact(i, ',"email":null,"number":null'))}]`],
  ['a column to rename', 'csv', (n) => `sid,tag,Phone\n${rows(n, (i) => `${sidOf(i)},x,${9_000_000_000 + i}`, '\n')}`],
  ['a key to rename', 'json', (n) => `[${rows(n, (i) => contact(i, `,"Phone":"${9_000_000_000 + i}"`))}]`],
];

describe('twice the text is twice the work', function () {
  this.timeout(180_000);

  for (const input of inputs) {
    it(`of ${input[0]}`, () => {
      const { inAll, small, large } = growthOf(input);
      assert.ok(inAll < 2.3, `${inAll.toFixed(2)} times: ${JSON.stringify({ small, large })}`);
    });
  }
});

describe('a pause comes soon', function () {
  this.timeout(180_000);

  for (const input of inputs) {
    const [name] = input;
    if (/not closed|too many cells|one long|many unknown|twice|many times|thousand|in one line|columns/.test(name))
      continue;
    it(`in ${name}`, () => {
      const { longest } = growthOf(input).large;
      assert.ok(longest < 3_000_000, `${longest} characters in one step`);
    });
  }
});

describe('faulty rows', function () {
  this.timeout(180_000);

  it('cost a few times what sound ones do', () => {
    const read = (faulty: string) => {
      const text = `[${rows(3000, (i) => contact(i, i % 2 ? faulty : ',"email":"a@b.co"'))}]`;
      return WorkMeter.measure(() => void finish(readAndCheck(text, 'json', options)));
    };
    const sound = read(',"email":"a@b.co"');
    for (const faulty of [',"email":"\\d"', ' "email":"a@b.co"', ',"email":\'a@b.co\'', ',"email":"a@b.co",']) {
      assert.ok(read(faulty) < 8 * sound, `${faulty}: ${(read(faulty) / sound).toFixed(1)} times`);
    }
  });
});
