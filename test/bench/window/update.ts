import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { commands, Uri, workspace } from 'vscode';
import { set, storeCredentials } from '../../extension/contactsFiles';
import { bareParse, bareUpdate, batchSize } from '../bareWay';
import type { BenchFormat } from '../benchFiles';
import type { BenchPaths } from '../inHost';

const rounds = Number(process.env.ROUNDS);
const contacts = Number(process.env.CONTACTS);
const files = JSON.parse(process.env.FILES!) as readonly BenchPaths[];
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
  /** The same with what it was before. */
  wholeRss: number;
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
  for (const paths of files) results.push(await measure(paths));
  await writeFile(process.env.RESULT!, JSON.stringify(results));
}

async function measure(paths: BenchPaths): Promise<HostFigures> {
  const uri = Uri.file(paths.contacts);
  const fileBytes = (await workspace.fs.stat(uri)).size;
  const ways = { update: [], check: [], bareUpdate: [], bareParse: [], stall: [] };
  const figures: HostFigures = { name: paths.name, ...ways, peakRss: 0, wholeRss: 0, fileBytes };

  for (let round = 0; round < rounds; round++) {
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      const now = process.memoryUsage.rss();
      figures.wholeRss = Math.max(figures.wholeRss, now);
      figures.peakRss = Math.max(figures.peakRss, now - before);
    }, 20);
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    figures.update.push(
      await timed(async () => {
        const command = 'exotelContacts.updateContacts';
        const summary = await commands.executeCommand<{ updated: number; rejected: number }>(command, uri);
        assert.equal(summary.updated + summary.rejected, contacts);
      }),
    );
    delays.disable();
    figures.stall.push(delays.max / 1e6);
    clearInterval(watch);
    if (paths.bare === undefined) continue;
    const json = Uri.file(paths.bare);
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
  return figures;
}

/** Milliseconds. Whatever the step before left is collected in it, and not here, where the host can. */
async function timed(work: () => Promise<void>): Promise<number> {
  (globalThis as { gc?: () => void }).gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}
