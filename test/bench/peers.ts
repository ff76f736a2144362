// Other libraries and other ways, each beside ours where they do one part of it: `node peers.js <rounds> <contacts> <origin>` prints what
// they cost as JSON.
import { parse as csvParse } from 'csv-parse/sync';
import { parseTree } from 'jsonc-parser';
import Papa from 'papaparse';
import { readCsv } from '../../src/core/csv/csv';
import { readJson } from '../../src/core/json/json';
import { finish } from '../../src/core/steps';
import { bareParse, barePut, batchSize } from './bareWay';
import { benchFile } from './benchFiles';
import { spread, type Spread } from './figures';

/** What one part of the way costs, ours or a peer's, in milliseconds. */
export interface PeerFigure {
  readonly part: string;
  readonly peer: string;
  readonly ms: Spread;
}

interface Contestant {
  readonly part: string;
  readonly peer: string;
  readonly run: () => unknown;
}

/** Libraries that do one part of ours, on the same contacts in turn: places of every row or cell, without checks. */
function peersAtReading(rounds: number, contacts: number): PeerFigure[] {
  const csv = benchFile('CSV', contacts).bytes.toString();
  const jsonBytes = benchFile('JSON', contacts).bytes;
  const json = jsonBytes.toString();
  const reading = `reading ${contacts.toLocaleString('en')} contacts`;
  const contestants: Contestant[] = [
    { part: `${reading}, JSON`, peer: 'ours', run: () => finish(readJson(json)) },
    { part: `${reading}, JSON`, peer: 'JSON.parse (no places)', run: () => bareParse(jsonBytes) },
    { part: `${reading}, JSON`, peer: 'jsonc-parser, tree', run: () => parseTree(json) },
    { part: `${reading}, CSV`, peer: 'ours', run: () => finish(readCsv(csv, { emptyCells: 'keep' })) },
    { part: `${reading}, CSV`, peer: 'papaparse (no places)', run: () => Papa.parse(csv, { header: true }) },
    {
      part: `${reading}, CSV`,
      peer: 'csv-parse (places of records)',
      run: () => csvParse(csv, { columns: true, info: true }),
    },
  ];
  const figures = contestants.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    contestants.forEach(({ run }, index) => {
      const start = performance.now();
      run();
      figures[index]!.push(performance.now() - start);
    });
  }
  return contestants.map(({ part, peer }, index) => ({ part, peer, ms: spread(figures[index]!) }));
}

/** Other ways to send, over the same server: all in one request as Exotel's page shows, and one request for each contact. */
async function peersAtSending(rounds: number, origin: string): Promise<PeerFigure[]> {
  const contacts = bareParse(benchFile('JSON', batchSize).bytes);
  const one = 500;
  const part = `sending ${batchSize.toLocaleString('en')} contacts`;
  const page: number[] = [];
  const singly: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let start = performance.now();
    await barePut(origin, JSON.stringify({ contacts }));
    page.push(performance.now() - start);
    start = performance.now();
    for (const contact of contacts.slice(0, one)) await barePut(origin, JSON.stringify(contact));
    singly.push(((performance.now() - start) * batchSize) / one);
  }
  return [
    { part, peer: 'one request, as Exotel’s page has it', ms: spread(page) },
    { part, peer: `one PUT for each (from ${one})`, ms: spread(singly) },
  ];
}

async function main(): Promise<void> {
  const [rounds, contacts, origin] = process.argv.slice(2) as [string, string, string];
  const figures = [
    ...peersAtReading(Number(rounds), Number(contacts)),
    ...(await peersAtSending(Number(rounds), origin)),
  ];
  process.stdout.write(JSON.stringify(figures));
}

void main();
