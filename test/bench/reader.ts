import { readContactFile } from '../../src/core/file/readContactFile';
import type { ContactFile, FileFormat } from '../../src/core/file/contactFile';

/** Prints how long the reader takes as a multiple of JSON.parse of the same contacts in the same run, and its longest stretch. */
const rounds = Number(process.argv[2] ?? 9);

function contact(index: number) {
  const hex = index.toString(16);
  return {
    sid: hex.padStart(32, '83ba26b7f11c4e75b4043c8b33ceba49'.slice(0, 32 - hex.length) + hex),
    number: `+9198${String(index).padStart(8, '0')}`,
    first_name: `Asha ${index}`,
    last_name: 'Example "of" many',
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

function flat(text: string) {
  return Buffer.from(text).toString();
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

function read(text: string, format: FileFormat) {
  const began = performance.now();
  const steps = readContactFile(text, format, { emptyCells: 'keep' });
  let longest = 0;
  let file: ContactFile | undefined;
  for (let last = began; file === undefined;) {
    const step = steps.next();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (step.done) file = step.value;
  }
  return { duration: performance.now() - began, longest, rows: file.rows.length, problems: file.problems.length };
}

for (const count of [5_000, 50_000, 100_000]) {
  const contacts = Array.from({ length: count }, (_, index) => contact(index));
  const json = flat(JSON.stringify({ contacts }, undefined, 1));
  const compact = flat(JSON.stringify({ contacts }));
  const texts: { name: string; format: FileFormat; text: string }[] = [
    { name: 'JSON, indented', format: 'json', text: json },
    { name: 'JSON, compact', format: 'json', text: compact },
    { name: 'JSON, no commas', format: 'json', text: flat(json.replaceAll(/\n {2}\},/g, '\n  }')) },
    { name: 'JSON, every row faulty', format: 'json', text: flat(json.replaceAll('"Member",', '"Member",,')) },
    { name: 'JSON lines', format: 'jsonLines', text: flat(contacts.map((row) => JSON.stringify(row)).join('\n')) },
    { name: 'CSV', format: 'csv', text: flat(csvOf(contacts)) },
  ];
  for (const { name, format, text } of texts) {
    const parse: number[] = [];
    const parseCompact: number[] = [];
    const whole: number[] = [];
    const longest: number[] = [];
    let result = { rows: 0, problems: 0, duration: 0, longest: 0 };
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      JSON.parse(json);
      const between = performance.now();
      JSON.parse(compact);
      parse.push(between - began);
      parseCompact.push(performance.now() - between);
      result = read(text, format);
      whole.push(result.duration);
      longest.push(result.longest);
    }
    const size = `${(text.length / 1e6).toFixed(1)} MB`;
    console.log(
      `${String(count).padStart(7)} ${name.padEnd(24)} ${size.padStart(8)}  ${median(whole).toFixed(0).padStart(5)} ms` +
        ` = ${(median(whole) / median(parse)).toFixed(2)} x parse of the indented, ${(median(whole) / median(parseCompact)).toFixed(2)} x of the compact JSON;` +
        ` longest stretch ${median(longest).toFixed(1)} ms (worst ${Math.max(...longest).toFixed(1)});` +
        ` ${result.rows} rows, ${result.problems} problems`,
    );
  }
}
