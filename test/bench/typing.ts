import { checkContacts } from '../../src/core/check/checkContacts';
import type { FileFormat } from '../../src/core/file/contactFile';
import { lineTable } from '../../src/core/file/lineTable';
import { readContactFile } from '../../src/core/file/readContactFile';
import type { Steps } from '../../src/core/steps';

/**
 * Prints what a check of the whole file costs, as a multiple of the plain JSON.parse of the same contacts in the same run, and the
 * longest stretch between two pauses: `node typing.js [rounds] [contacts]`.
 */
const rounds = Number(process.argv[2] ?? 9);
const count = Number(process.argv[3] ?? 50_000);

function contact(index: number, number: string) {
  return {
    sid: `83ba26b7f11c4e75b4043c8b${index.toString(16).padStart(8, '0')}`,
    number,
    first_name: `Asha ${index}`,
    last_name: index % 50 === 0 ? 'O’Brien' : 'Rao "of" many',
    company_name: 'Fictional Works, Private Limited',
    email: `asha.${index}@example.com`,
    tag: 'Member',
    custom_field: { city: 'Bengaluru', plan: 'gold', visits: index % 17 },
  };
}

type Contact = ReturnType<typeof contact>;

function csvOf(contacts: Contact[]) {
  const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const rows = contacts.map((row) =>
    Object.values(row)
      .map((cell) => quote(typeof cell === 'string' ? cell : JSON.stringify(cell)))
      .join(','),
  );
  return `${Object.keys(contacts[0]!).join(',')}\n${rows.join('\n')}\n`;
}

/** A text in one piece, as a decoder makes it. */
const flat = (text: string) => Buffer.from(text).toString();
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

function* check(text: string, format: FileFormat): Steps<number> {
  const checked = yield* checkContacts(yield* readContactFile(text, format, { emptyCells: 'keep' }));
  yield;
  lineTable(text);
  return checked.problems.length;
}

function measure(text: string, format: FileFormat) {
  const steps = check(text, format);
  const began = performance.now();
  let longest = 0;
  for (let last = began; ;) {
    const step = steps.next();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (step.done) return { duration: now - began, longest, problems: step.value };
  }
}

const good = Array.from({ length: count }, (_, index) => contact(index, `+9198${String(index).padStart(8, '0')}`));
const bad = Array.from({ length: count }, (_, index) => contact(index, `98765 ${String(index).padStart(5, '0')}`));
const json = flat(JSON.stringify({ contacts: good }, undefined, 2));
const texts: { name: string; format: FileFormat; text: string }[] = [
  { name: 'JSON', format: 'json', text: json },
  {
    name: 'JSON, a comma missing',
    format: 'json',
    text: flat(json.replace('},\n    {\n      "sid"', '}\n    {\n      "sid"')),
  },
  { name: 'JSON, every number bad', format: 'json', text: flat(JSON.stringify({ contacts: bad }, undefined, 2)) },
  { name: 'JSON lines', format: 'jsonLines', text: flat(good.map((row) => JSON.stringify(row)).join('\n')) },
  { name: 'CSV', format: 'csv', text: flat(csvOf(good)) },
  { name: 'CSV, every number bad', format: 'csv', text: flat(csvOf(bad)) },
];
for (const { name, format, text } of texts) {
  const parse: number[] = [];
  const whole: number[] = [];
  const longest: number[] = [];
  let problems = 0;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    JSON.parse(json);
    parse.push(performance.now() - began);
    const result = measure(text, format);
    whole.push(result.duration);
    longest.push(result.longest);
    problems = result.problems;
  }
  console.log(
    `${count} ${name.padEnd(23)} ${(text.length / 1e6).toFixed(1).padStart(5)} MB ${median(whole).toFixed(0).padStart(5)} ms` +
      ` = ${(median(whole) / median(parse)).toFixed(2)} x JSON.parse (${median(parse).toFixed(0)} ms);` +
      ` longest stretch ${median(longest).toFixed(1)} ms, worst ${Math.max(...longest).toFixed(1)}; ${problems} problems`,
  );
}
