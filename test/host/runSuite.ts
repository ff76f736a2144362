import { spawn } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { projectFolder } from './folders';
import type { Suite } from './suites';

/** How a suite tells its totals: in the file that TEST_COUNTS names. */
export interface Counts {
  passed: number;
  failed: number;
  /** Tests that this machine cannot run. */
  skipped: number;
  /** The failed tests, each with its full title and why it failed. */
  failures: string[];
}

export interface SuiteResult extends Counts {
  suite: Suite;
  seconds: number;
  /** Why the suite counts as failed beside its failed tests. */
  trouble?: string;
  /** What it printed, where that was not passed on at once. */
  output: string;
}

/** For a suite that hangs; those that drive VS Code have limits of their own below this. */
const suiteLimit = 40 * 60_000;

/**
 * Runs a suite in a child. `live` passes its output on at once. A suite that ended badly without a failed test, ran no
 * test or hung counts as one more failure.
 */
export async function runSuite(suite: Suite, live: boolean): Promise<SuiteResult> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-counts-'));
  const file = path.join(folder, 'counts.json');
  const start = Date.now();
  let output = '';
  const child = spawn(process.execPath, suite.args, {
    cwd: projectFolder,
    env: { ...process.env, ...suite.env, TEST_COUNTS: file },
    stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
  });
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const stop = () => child.kill();
  process.once('exit', stop);
  const limit = setTimeout(stop, suiteLimit);
  const end = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? (code ? `code ${code}` : '')));
  });
  clearTimeout(limit);
  process.removeListener('exit', stop);
  const counts = await fs.readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Counts,
    () => undefined,
  );
  await fs.rm(folder, { recursive: true });
  const { passed, failed, skipped, failures } = counts ?? { passed: 0, failed: 0, skipped: 0, failures: [] };
  const trouble = troubleOf(end, counts);
  const seconds = Math.round((Date.now() - start) / 1000);
  return {
    suite,
    seconds,
    output,
    passed,
    failed: trouble ? failed + 1 : failed,
    skipped,
    failures,
    ...(trouble && { trouble }),
  };
}

function troubleOf(end: string, counts: Counts | undefined): string | undefined {
  if (!counts) return `did not run to its end${end && `: ${end}`}`;
  if (!counts.passed && !counts.failed) return 'ran no test';
  if (end && !counts.failed) return `ended with ${end} though no test failed`;
  return undefined;
}
