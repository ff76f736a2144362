import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { codeExecutable } from './codeExecutable';
import { extensionFolder } from './extensionUnderTest';
import { versionNamed } from './versions';

/**
 * Starts VS Code with the extension in an empty folder, and calls `run()` of a module in its extension host.
 *
 * @param target a name of `versions`, or `desktop` for the desktop VS Code that is downloaded for it
 * @throws when `run()` does
 */
export async function runInVSCode(target: string, module: string, env: Record<string, string> = {}): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-folder-'));
  try {
    await runTests({
      ...(target === 'desktop' ? { version: 'stable' } : { vscodeExecutablePath: await codeExecutable() }),
      extensionDevelopmentPath: extensionFolder,
      extensionTestsPath: module,
      launchArgs: [folder, '--disable-extensions'],
      extensionTestsEnv: { ...env, ...(target === 'desktop' ? {} : { TEST_VSCODE: versionNamed(target) }) },
    });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
