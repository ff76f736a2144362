// Runs the suites: `node test.js [part of a suite's name]…`. Ends with the line `N passed, N failed`, and with code 1
// when anything failed. The build is not its business.
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

async function main(words: string[]): Promise<void> {
  const chosen = suites.filter(({ name }) => words.every((word) => name.includes(word)));
  if (!chosen.length) throw new Error(`No such suite. There are: ${suites.map(({ name }) => name).join(', ')}.`);
  const live = chosen.length === 1;
  const run = async (suite: Suite): Promise<SuiteResult> => {
    const result = await runSuite(suite, live);
    console.log(`\n── ${suite.name} ──\n${result.output}`);
    return result;
  };
  // Plain suites keep one core busy while VS Code installs. Windows come one after the other: two of them on two cores
  // wait for each other more than they gain.
  const plain = inTurn(
    chosen.filter(({ window }) => !window),
    run,
  );
  const windows = chosen.filter(({ window }) => window);
  if (windows.some(({ name }) => name === 'package')) process.env[installedIn] = temporaryFolder();
  if (windows.length > 0) await install();
  report([...(await plain), ...(await inTurn(windows, run))]);
}

async function inTurn(some: Suite[], run: (suite: Suite) => Promise<SuiteResult>): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const suite of some) results.push(await run(suite));
  return results;
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

function report(results: SuiteResult[]): void {
  const sum = (count: 'passed' | 'failed') => results.reduce((total, result) => total + result[count], 0);
  console.log();
  for (const { suite, seconds, passed, failed, trouble } of results) {
    console.log(`${suite.name}: ${passed} passed, ${failed} failed, ${seconds} s${trouble ? ` (${trouble})` : ''}`);
  }
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') ? 1 : 0;
}

endOnSignal();
main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
