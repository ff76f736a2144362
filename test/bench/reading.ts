import { readAndCheck, type CheckedFile } from '../../src/core/check/checkContacts';
import { LineTable } from '../../src/core/text/lineTable';
import { readContactFile } from '../../src/core/read/readContactFile';
import { makePlan } from '../../src/core/plan';
import { bodyOf } from '../../src/core/run/requestBody';
import { finish, finishInSlices, type Steps } from '../../src/core/steps';
import { benchTexts, type BenchText } from './benchTexts';

/**
 * Prints what it costs to read a file, to check it (all that typing costs) and to make its request bodies, as multiples of the plain
 * JSON.parse of the same contacts, compact. Each round measures all of them in turn, on a collected heap; a ratio is the median of
 * the rounds' ratios. The turn is the longest stretch of the event loop while a check runs in slices.
 * `npm run bench:reading [-- rounds [contacts]]`
 */
const rounds = Number(process.argv[2] ?? 9);
const counts = process.argv[3] ? [Number(process.argv[3])] : [5_000, 50_000, 100_000];
const faultyCount = counts.length === 1 ? counts[0] : 50_000;

/** What is shown as diagnostics at most, and so looked up in the lines. */
const mostShown = 1001;

const collect = (globalThis as { gc?: () => void }).gc;
if (!collect) throw new Error('Run it with node --expose-gc');

const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
const median = (numbers: readonly number[]) => sorted(numbers)[numbers.length >> 1]!;

/** Wall time and processor time in milliseconds; the latter counts the threads of the garbage collector, too. */
function now() {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
}

function* check({ text, format }: BenchText): Steps<CheckedFile> {
  const checked = yield* readAndCheck(text, format, { emptyCells: 'keep' });
  const lines = new LineTable(text);
  for (const { end } of checked.problems.slice(0, mostShown)) lines.positionAt(end);
  return checked;
}

function requestBodies(checked: CheckedFile): number {
  return finish(makePlan(checked, 1000))
    .requests.map((rows) => bodyOf(rows, checked.addContact).length)
    .reduce((sum, length) => sum + length, 0);
}

interface Round {
  readonly parse: number;
  readonly read: number;
  readonly check: number;
  readonly checkCpu: number;
  readonly bodies: number;
  readonly turn: number;
}

async function measure(subject: BenchText, compact: string): Promise<Round> {
  collect!();
  const start = now();
  JSON.parse(compact);
  const parsed = now();
  collect!();
  const began = now();
  finish(readContactFile(subject.text, subject.format, { emptyCells: 'keep' }));
  const read = now();
  collect!();
  const again = now();
  const result = finish(check(subject));
  const checked = now();
  requestBodies(result);
  const ended = now();
  collect!();
  const parse = parsed.wall - start.wall;
  return {
    parse,
    read: (read.wall - began.wall) / parse,
    check: (checked.wall - again.wall) / parse,
    checkCpu: (checked.cpu - again.cpu) / (parsed.cpu - start.cpu),
    bodies: (ended.wall - again.wall) / parse,
    turn: await longestTurn(subject),
  };
}

/** Milliseconds between two turns of the event loop, at most, while a check runs as it does in the extension. */
async function longestTurn(subject: BenchText): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let watching = true;
  const turn = () => {
    const at = performance.now();
    longest = Math.max(longest, at - last);
    last = at;
    if (watching) setImmediate(turn);
  };
  setImmediate(turn);
  await finishInSlices(check(subject));
  watching = false;
  turn();
  return longest;
}

const headings = [
  'contacts',
  'file',
  'MB',
  'parse ms',
  'read',
  'read + check',
  'by CPU',
  '… + bodies',
  'turn ms',
  'worst',
];
const widths = [8, 30, 6, 9, 6, 19, 7, 11, 8, 7];
const line = (cells: readonly string[]) =>
  console.log(cells.map((cell, index) => (index === 1 ? cell.padEnd(30) : cell.padStart(widths[index]!))).join(' '));

async function main() {
  line(headings);
  for (const count of counts) {
    const { compact, texts } = benchTexts(count, count === faultyCount);
    // Compiles what the first rounds would otherwise pay for.
    for (const subject of texts.slice(0, 4)) finish(check(subject));
    for (const subject of texts) {
      const all: Round[] = [];
      for (let round = 0; round < rounds; round++) all.push(await measure(subject, compact));
      const of = (key: keyof Round) => all.map((round) => round[key]);
      const ratios = sorted(of('check'));
      line([
        String(count),
        subject.name,
        (subject.text.length / 1e6).toFixed(1),
        median(of('parse')).toFixed(0),
        median(of('read')).toFixed(2),
        `${median(ratios).toFixed(2)} (${ratios[0]!.toFixed(2)} to ${ratios.at(-1)!.toFixed(2)})`,
        median(of('checkCpu')).toFixed(2),
        median(of('bodies')).toFixed(2),
        median(of('turn')).toFixed(1),
        Math.max(...of('turn')).toFixed(1),
      ]);
    }
  }
}

void main();
