// `npm run bench [-- part…]`: prints what the extension costs, as ratios to a bare script doing the same job on the same contacts and
// server, measured in turn in one run; writes all figures to bench.json. Parts: cold, requests, window, memory, million, typing,
// activation, peers, sizes.
// `-- quick` takes fewer rounds of smaller files. No network but loopback.
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { endOnSignal } from '../host/endOnSignal';
import { projectFolder } from '../host/folders';
import { activations } from './activation';
import type { BenchFormat } from './benchFiles';
import { ratios, shown, spread, type Spread } from './figures';
import { inHost, updatesInHost } from './inHost';
import type { PeerFigure } from './peers';
import { snapshotBytes } from './snapshotBytes';
import { startServer } from './startServer';
import type { TypingFigures } from './window/typing';

/** A line of the table. */
interface Figure {
  readonly part: string;
  readonly what: string;
  /** × for ratios. */
  readonly unit: '×' | 'ms' | 'MB' | 'kB';
  readonly figure: Spread;
  readonly goal?: number;
}

const words = process.argv.slice(2);
const quick = words.includes('quick');
const wanted = words.filter((word) => word !== 'quick');
const rounds = quick ? 3 : 5;
const contacts = quick ? 20_000 : 100_000;
const many = quick ? 50_000 : 500_000;
const formats: readonly BenchFormat[] = ['JSON', 'CSV'];
const figures: Figure[] = [];

function add(part: string, what: string, unit: Figure['unit'], figure: Spread, goal?: number): void {
  figures.push({ part, what, unit, figure, ...(goal !== undefined && { goal }) });
  const reached = goal === undefined ? '' : `  goal ${goal} ${unit}`;
  console.log(`${part.padEnd(9)} ${what.padEnd(62)} ${shown(figure, unit === '×' ? 2 : 0)} ${unit}${reached}`);
}

const counted = (n: number) => n.toLocaleString('en');

const parts: Readonly<Record<string, () => Promise<void>>> = {
  /** Getting a file ready to be sent, in a fresh process. */
  async cold() {
    for (const count of [5_000, contacts, many]) {
      const bare: number[] = [];
      const ours = new Map<BenchFormat, number[]>(formats.map((format) => [format, []]));
      for (let round = 0; round < rounds; round++) {
        bare.push(await coldRun('bare', 'JSON', count));
        for (const format of formats) ours.get(format)!.push(await coldRun('ours', format, count));
      }
      for (const format of formats) {
        const name = `read, check, plan, record, bodies: ${counted(count)} contacts, ${format}`;
        add('cold', name, '×', ratios(ours.get(format)!, bare), count === 5_000 ? undefined : 1.5);
        add('cold', name, 'ms', spread(ours.get(format)!), count === 5_000 ? 60 : undefined);
      }
    }
  },

  async requests() {
    const { origin, stop } = await startServer();
    try {
      const [ours, bare] = await inProcess<[number[], number[]]>('requests', `${rounds}`, origin);
      add('requests', '5,000 contacts a request, over bare node:http', '×', ratios(ours, bare), 1.1);
    } finally {
      stop();
    }
  },

  /** The commands in real VS Code, the panel open and the file not. */
  async window() {
    const measured = await updatesInHost({ rounds, contacts, formats, withBare: true });
    for (const { name, update, check, bareUpdate, bareParse, stall } of measured) {
      add('window', `Update Contacts, ${counted(contacts)} contacts, ${name}`, '×', ratios(update, bareUpdate), 1.3);
      add('window', `Check This File, ${counted(contacts)} contacts, ${name}`, '×', ratios(check, bareParse), 1.3);
      add('window', `longest stall of the extension host while updating, ${name}`, 'ms', spread(stall), 100);
    }
  },

  async memory() {
    for (const format of formats) {
      const [found] = await updatesInHost({ rounds: 1, contacts: many, formats: [format] });
      const over = found!.peakRss / 1e6 - found!.fileBytes / 1e6;
      add(
        'memory',
        `peak of an update over the file’s own bytes, ${counted(many)} contacts, ${format}`,
        'MB',
        spread([over]),
        300,
      );
    }
  },

  /** One file of a million contacts, of which the server refuses every twentieth. */
  async million() {
    const count = quick ? contacts : 1_000_000;
    for (const format of ['CSV', 'JSON lines'] as const) {
      const [found] = await updatesInHost({ rounds: 1, contacts: count, formats: [format], refusesOneOf: 20 });
      const { wholeRss, stall, update, fileBytes } = found!;
      const name = `${counted(count)} contacts, ${format} (${Math.round(fileBytes / 1e6)} MB)`;
      add('million', `Update Contacts, ${name}`, 'ms', spread(update));
      add('million', `extension host, its own memory included, ${format}`, 'MB', spread([wholeRss / 1e6]), 1200);
      add('million', `longest stall of the extension host, ${format}`, 'ms', spread(stall), 100);
    }
  },

  async typing() {
    const count = quick ? 10_000 : 50_000;
    for (const { name, ours, others } of await inHost<TypingFigures[]>('typing', async () => ({
      ROUNDS: `${2 * rounds}`,
      CONTACTS: `${count}`,
    }))) {
      const more = spread(ours).median - spread(others).median;
      add('typing', `longest stall of a key in ${counted(count)} contacts, ${name}`, 'ms', spread(ours));
      add('typing', '  more than in the same text that is not a contacts file', 'ms', spread([more]), 2);
    }
  },

  async activation() {
    add(
      'activation',
      'to load and run our code in a fresh window, as VS Code says',
      'ms',
      spread(await activations(rounds)),
      10,
    );
  },

  async peers() {
    const { origin, stop } = await startServer();
    try {
      const found = await inProcess<PeerFigure[]>('peers', `${rounds}`, `${contacts}`, origin);
      for (const { part, peer, ms } of found) add('peers', `${part}: ${peer}`, 'ms', ms);
    } finally {
      stop();
    }
  },

  async sizes() {
    const kB = (...files: string[]) => spread([files.reduce((sum, file) => sum + fs.statSync(file).size, 0) / 1000]);
    const dist = path.join(projectFolder, 'dist');
    const chunks = fs.readdirSync(path.join(dist, 'chunks')).map((file) => path.join(dist, 'chunks', file));
    add('sizes', 'bundle: entry, all that activation waits for', 'kB', kB(path.join(dist, 'extension.mjs')));
    add('sizes', 'bundle: chunks, read on first use', 'kB', kB(...chunks), 450);
    add('sizes', 'bundle: results page', 'kB', kB(path.join(dist, 'page.js'), path.join(dist, 'page.css')), 70);
    const sent = spread([(await snapshotBytes(many)) / 1000]);
    add('sizes', `snapshot to the results page, ${counted(many)} rows`, 'kB', sent, 8_000);
  },
};

async function coldRun(way: 'ours' | 'bare', format: BenchFormat, count: number): Promise<number> {
  return (await inProcess<{ ms: number }>('cold', way, format, `${count}`)).ms;
}

/** What a module of this folder prints when it is run in a process of its own. */
async function inProcess<T>(module: string, ...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(__dirname, `${module}.js`), ...args]);
  return JSON.parse(stdout) as T;
}

async function main(): Promise<void> {
  const unknown = wanted.find((word) => !Object.hasOwn(parts, word));
  if (unknown) throw new Error(`There is no part "${unknown}". There are: ${Object.keys(parts).join(', ')}.`);
  for (const [name, run] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await run();
  const file = path.join(projectFolder, 'bench.json');
  const report = { date: new Date().toISOString(), node: process.version, rounds, contacts, figures };
  fs.writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
  console.log(`\nMedian (least to greatest) of ${rounds} rounds. All figures are in bench.json.`);
}

endOnSignal();
main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
