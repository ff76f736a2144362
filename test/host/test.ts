// Runs the suites: `node test.js [--all] [part of a suite's name]…`. With --all, what drives VS Code runs on both versions. Ends with
// the line `N passed, N failed`, and with code 1 when anything failed. The line before it says `N skipped` where this machine cannot run
// some of the tests. The build is not its business.
import { mkdtempSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { endOnSignal } from './endOnSignal';
import { installedIn } from './extensionUnderTest';
import { installBrowser } from './installBrowser';
import { installVSCode } from './installVSCode';
import { runSuite, type SuiteResult } from './runSuite';
import { suites, type Suite } from './suites';
import { versions, type VersionName } from './versions';

async function main(args: string[]): Promise<void> {
  const words = args.filter((arg) => arg !== '--all');
  const candidates = args.includes('--all') ? suites : suites.filter(({ isExtra }) => !isExtra);
  const chosen = candidates.filter(({ name }) => words.every((word) => name.includes(word)));
  if (!chosen.length) throw new Error(`No such suite. There are: ${suites.map(({ name }) => name).join(', ')}.`);
  const live = chosen.length === 1;
  const results = new Map<Suite, SuiteResult>();
  const run = async (suite: Suite): Promise<void> => {
    const result = await runSuite(suite, live);
    results.set(suite, result);
    console.log(`\n── ${suite.name} ──\n${result.output}`);
  };
  const plain = chosen.filter(({ window }) => !window);
  const [first, ...others] = chosen.filter(({ window }) => window);
  if (first?.name === 'package') process.env[installedIn] = temporaryFolder();

  // Three at a time on two cores, as each spends most of its time waiting for a window or a server: those without a window in turn,
  // beside the package, which the windows run on; then the windows, the longest first.
  const isAlone = os.availableParallelism() < 2;
  const queue = others.toReversed();
  const takeFromQueue = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await run(next);
  };
  const whenPlainEnd = inTurn(plain, run);
  if (isAlone) await whenPlainEnd;
  if (first) await install();
  if (first) await run(first);
  await Promise.all([takeFromQueue(), ...(isAlone ? [] : [takeFromQueue(), whenPlainEnd.then(takeFromQueue)])]);
  report(chosen.flatMap((suite) => results.get(suite) ?? []));
}

async function inTurn(some: readonly Suite[], run: (suite: Suite) => Promise<void>): Promise<void> {
  for (const suite of some) await run(suite);
}

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'exotel-contacts-installed-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Trouble here shows again, with its reason, in each suite that needs what is missing. */
async function install(): Promise<void> {
  for (const version of Object.keys(versions) as VersionName[]) await installVSCode(version).catch(() => undefined);
  await installBrowser().catch(() => undefined);
}

/** The failures once more, since each suite's output is long; then the totals. */
function report(results: SuiteResult[]): void {
  console.log();
  for (const { suite, failures } of results) {
    for (const failure of failures) console.log(`✘ ${suite.name}: ${failure}\n`);
  }
  for (const result of results) {
    const { suite, seconds, trouble } = result;
    console.log(`${suite.name}: ${countsText(result)}, ${seconds} s${trouble ? ` (${trouble})` : ''}`);
  }
  const sum = (count: 'passed' | 'failed' | 'skipped') => results.reduce((total, result) => total + result[count], 0);
  if (sum('skipped')) console.log(`${sum('skipped')} skipped`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') ? 1 : 0;
}

function countsText({ passed, failed, skipped }: SuiteResult): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

endOnSignal();
main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
