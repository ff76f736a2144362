import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { commands, Uri, workspace } from 'vscode';
import { set, storeCredentials } from '../../extension/contactsFiles';
import { bareParse, bareUpdate, batchSize } from '../bareWay';
import { benchFile, type BenchFormat } from '../benchFiles';

const rounds = Number(process.env.ROUNDS);
const contacts = Number(process.env.CONTACTS);
const formats = process.env.FORMATS!.split(';') as BenchFormat[];
const origin = process.env.ORIGIN!;

/** What one format cost, a figure a round: milliseconds. */
export interface HostFigures {
  readonly name: BenchFormat;
  readonly update: number[];
  readonly check: number[];
  readonly bareUpdate: number[];
  readonly bareParse: number[];
  /** Longest time between two turns of the extension host's event loop while an update was on. */
  readonly stall: number[];
  /** Bytes: the greatest resident set of the extension host while the updates were on, over what it was before. */
  peakRss: number;
  fileBytes: number;
}

/**
 * Called in the extension host, with the results panel open and the file in no editor: the two commands on a file of so many rows,
 * and the bare way of the same contacts as JSON, in turn.
 */
export async function run(): Promise<void> {
  await set({
    region: 'custom',
    customEndpoint: origin,
    confirmBeforeSending: false,
    batchSize,
    requestsPerMinute: 200,
    keepRuns: 0,
  });
  await storeCredentials(origin, { apiKey: 'benchKey', apiToken: 'benchToken', accountSid: 'exotel' });
  await commands.executeCommand('exotelContacts.showResults');
  const results: HostFigures[] = [];
  for (const name of formats) {
    const figures = {
      name,
      update: [],
      check: [],
      bareUpdate: [],
      bareParse: [],
      stall: [],
      peakRss: 0,
      fileBytes: 0,
    } as HostFigures;
    results.push(figures);
    await measure(name, figures);
  }
  await writeFile(process.env.RESULT!, JSON.stringify(results));
}

async function measure(name: BenchFormat, figures: HostFigures): Promise<void> {
  const folder = workspace.workspaceFolders![0]!.uri;
  const { ending } = benchFile(name, 1);
  const uri = Uri.joinPath(folder, `contacts.${ending}`);
  const { bytes } = benchFile(name, contacts);
  figures.fileBytes = bytes.length;
  await workspace.fs.writeFile(uri, bytes);
  // The bare way reads the same contacts as JSON, whatever the file.
  const json = uri.with({ path: `${uri.path}.bare` });
  await workspace.fs.writeFile(json, benchFile('JSON', contacts).bytes);

  for (let round = 0; round < rounds; round++) {
    const before = process.memoryUsage.rss();
    const watch = setInterval(
      () => (figures.peakRss = Math.max(figures.peakRss, process.memoryUsage.rss() - before)),
      20,
    );
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    figures.update.push(
      await timed(async () => {
        const summary = await commands.executeCommand<{ updated: number }>('exotelContacts.updateContacts', uri);
        assert.equal(summary?.updated, contacts);
      }),
    );
    delays.disable();
    figures.stall.push(delays.max / 1e6);
    clearInterval(watch);
    if (process.env.BARE === 'no') continue;
    figures.bareUpdate.push(
      await timed(async () => assert.equal(await bareUpdate(await workspace.fs.readFile(json), origin), contacts)),
    );
    figures.check.push(
      await timed(async () => {
        const result = await commands.executeCommand<{ rows: number }>('exotelContacts.checkFile', uri);
        assert.equal(result?.rows, contacts);
      }),
    );
    figures.bareParse.push(
      await timed(async () => assert.equal(bareParse(await workspace.fs.readFile(json)).length, contacts)),
    );
  }
}

/** Milliseconds. Whatever the step before left is collected in it, and not here, where the host can. */
async function timed(work: () => Promise<void>): Promise<number> {
  (globalThis as { gc?: () => void }).gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}
