import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import CountingReporter from '../host/countingReporter';

/**
 * What VS Code calls in the extension host: runs every *.test.js below this folder, or those whose path contains
 * TEST_ONLY. Throws when a test fails and when none ran.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 120_000, reporter: CountingReporter, color: false });
  // VS Code measures each toast that is left whenever another one comes.
  mocha.rootHooks({ afterEach: async () => void (await vscode.commands.executeCommand('notifications.clearAll')) });
  const files = (await readdir(__dirname, { recursive: true })).filter((file) => file.endsWith('.test.js')).sort();
  for (const file of files) {
    if (file.includes(process.env.TEST_ONLY ?? '')) mocha.addFile(path.join(__dirname, file));
  }
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run((failures) => resolve({ passed: runner.stats?.passes ?? 0, failed: failures }));
  });
  if (failed) throw new Error(`${failed} of ${passed + failed} tests failed.`);
  if (!passed) throw new Error('No test ran.');
}
