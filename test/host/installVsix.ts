import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { installVSCode } from './installVSCode';
import type { VersionName } from './versions';

/** Has VS Code install a VSIX into a folder of extensions. Throws with VS Code's own words. */
export async function installVsix(version: VersionName, vsix: string, extensionsDir: string): Promise<void> {
  const { node, server } = await installVSCode(version);
  const data = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-vscode-'));
  const args = ['--accept-server-license-terms', '--install-extension', vsix];
  try {
    await promisify(execFile)(node, [server, ...args, '--extensions-dir', extensionsDir, '--server-data-dir', data], {
      env: { ...process.env, EXTENSIONS_GALLERY: '{}' },
    });
  } finally {
    await fs.rm(data, { recursive: true, force: true });
  }
}
