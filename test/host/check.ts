// The suite `check`: types, lint and format, as `npm run check` has them, each of them one test.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { projectFolder } from './folders';
import type { Counts } from './runSuite';

const { scripts } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
for (const command of scripts['check']!.split(' && ')) {
  const { status } = spawnSync('npm', ['exec', '--no', '--', ...command.split(' ')], {
    cwd: projectFolder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  console.log(`${status === 0 ? '✔' : '✘'} ${command}`);
  counts[status === 0 ? 'passed' : 'failed']++;
  if (status !== 0) counts.failures.push(command);
}
if (process.env['TEST_COUNTS']) writeFileSync(process.env['TEST_COUNTS'], JSON.stringify(counts));
process.exitCode = counts.failed ? 1 : 0;
