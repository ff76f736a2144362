// Runs the in-host suites: `node extensionTests.js [minimum|recent|desktop] [part of a test file's path]`.
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { codeExecutable } from './codeExecutable';
import { endOnSignal } from './endOnSignal';
import { projectFolder } from './folders';
import { versionNamed } from './versions';

async function main(target = 'minimum', only = ''): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-folder-'));
  try {
    await runTests({
      ...(target === 'desktop' ? { version: 'stable' } : { vscodeExecutablePath: await codeExecutable() }),
      extensionDevelopmentPath: projectFolder,
      extensionTestsPath: path.join(__dirname, '..', 'extension', 'run'),
      launchArgs: [folder, '--disable-extensions'],
      extensionTestsEnv: {
        TEST_ONLY: only,
        ...(target === 'desktop' ? {} : { TEST_VSCODE: versionNamed(target) }),
      },
    });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

endOnSignal();
main(...process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
