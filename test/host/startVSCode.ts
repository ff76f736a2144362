import type { ChildProcess } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as net from 'node:net';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installVSCode } from './installVSCode';
import { killProcess, startProcess } from './startProcess';
import { temporaryFolder } from './temporaryFolder';
import type { VersionName } from './versions';

export interface VSCodeOptions {
  version: VersionName;
  /** Absolute path of the folder to open; without one the window is empty. */
  folder?: string | undefined;
  /** Absolute path of a file to open in an editor. */
  file?: string;
  /** Absolute path of the extension's folder. */
  extensionDevelopmentPath: string;
  /** Absolute path, without .js, of a module whose `run()` VS Code calls in the extension host. */
  extensionTestsPath?: string;
  /** The user's settings, on top of those that keep a fresh window quiet. */
  userSettings?: Record<string, unknown>;
  /** Settings of the machine scope. */
  machineSettings?: Record<string, unknown>;
  /** Added to the environment of the server and with it of the extension host. */
  env?: Record<string, string>;
  /** Whether the folder has to be trusted first; a window starts in Restricted Mode then. Default false. */
  workspaceTrust?: boolean;
}

export interface RunningVSCode {
  /** Scheme, host and port. */
  origin: string;
  /** Open this in a browser: the workbench on the folder, with the extension. */
  url: string;
  /** Holds data/User/settings.json, data/Machine/settings.json and data/logs. Removed by `stop`. */
  serverDataDir: string;
  /** Resolves when the server ends, by itself or not, with a line on how. */
  ended: Promise<string>;
  /** The last lines the server and the extension hosts wrote. */
  logTail: () => Promise<string>;
  /** Ends the server and removes its data. May be called twice. */
  stop: () => Promise<void>;
}

/** Generous: a cold machine reads some hundred megabytes first. */
const startLimit = 90_000;

/** A fresh window without tips, news, chat or anything that asks for the network. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.editor.useModal': 'off',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/**
 * Starts VS Code's server on a free loopback port with data of its own, and resolves when it answers.
 * Throws with the end of its log when it does not.
 */
export async function startVSCode(options: VSCodeOptions): Promise<RunningVSCode> {
  const { node, server } = await installVSCode(options.version);
  const data = temporaryFolder('vscode');
  const serverDataDir = data.path;
  // The workbench in the browser keeps the user's data on the server, unlike a plain VS Code server's.
  await writeSettings(serverDataDir, 'User', { ...quietSettings, ...options.userSettings });
  await writeSettings(serverDataDir, 'Machine', options.machineSettings ?? {});
  if (!options.extensionTestsPath) await installExtension(serverDataDir, options.extensionDevelopmentPath);
  const port = await freePort();
  const args = [
    '--accept-server-license-terms',
    '--without-connection-token',
    '--host',
    '127.0.0.1',
    '--port',
    `${port}`,
  ];
  args.push('--server-data-dir', serverDataDir, '--telemetry-level', 'off');
  if (!options.workspaceTrust) args.push('--disable-workspace-trust');
  if (options.extensionTestsPath) args.push('--enable-smoke-test-driver');

  const child = startProcess(node, [server, ...args], {
    // Without a gallery it asks nothing of the network. Its sockets go with its data.
    env: { ...inheritedEnvironment(), EXTENSIONS_GALLERY: '{}', XDG_RUNTIME_DIR: serverDataDir, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`VS Code's server could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`VS Code's server ended with ${signal ?? `code ${code}`}`));
  });

  const stop = async () => {
    child.kill('SIGTERM');
    const forced = setTimeout(() => killProcess(child), 5000);
    await ended;
    clearTimeout(forced);
    // Its extension hosts would end a moment later.
    killProcess(child);
    await data.remove();
  };
  const logTail = async () => `${output()}\n${await hostLogs(serverDataDir)}`.trim().split('\n').slice(-60).join('\n');

  const origin = `http://127.0.0.1:${port}`;
  const trouble = await Promise.race([ended, answers(port)]);
  if (trouble) {
    const log = await logTail();
    await stop();
    throw new Error(`${trouble}. The end of its log:\n${log}`);
  }
  return { origin, url: `${origin}/?${query(options, port).toString()}`, serverDataDir, ended, logTail, stop };
}

/**
 * Tests in the extension host are named in the workbench's payload, which recent versions accept only with
 * `--enable-smoke-test-driver`. That flag also turns off modal dialogs and notifications, so where a window is
 * driven instead, the extension is installed and the flag is not used.
 */
function query(options: VSCodeOptions, port: number): URLSearchParams {
  const { folder, file, extensionDevelopmentPath, extensionTestsPath } = options;
  const remote = (name: string) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(name).pathname}`;
  const target = folder ? { folder: uriPath(folder) } : { ew: 'true' };
  const payload: [string, string][] = file ? [['openFile', remote(file)]] : [];
  if (extensionTestsPath) {
    payload.push(
      ['extensionDevelopmentPath', remote(extensionDevelopmentPath)],
      ['extensionTestsPath', remote(extensionTestsPath)],
    );
  }
  return new URLSearchParams({ ...target, ...(payload.length > 0 && { payload: JSON.stringify(payload) }) });
}

/** Names the extension in VS Code's list of installed ones; its files stay where they are. */
async function installExtension(serverDataDir: string, folder: string): Promise<void> {
  const { publisher, name, version } = JSON.parse(
    await fs.readFile(path.join(folder, 'package.json'), 'utf8'),
  ) as Record<'publisher' | 'name' | 'version', string>;
  const location = { $mid: 1, scheme: 'file', path: uriPath(folder) };
  const entry = { identifier: { id: `${publisher}.${name}` }, version, location };
  await fs.mkdir(path.join(serverDataDir, 'extensions'));
  await fs.writeFile(path.join(serverDataDir, 'extensions', 'extensions.json'), JSON.stringify([entry]));
}

const uriPath = (file: string) => decodeURIComponent(pathToFileURL(file).pathname);

async function writeSettings(serverDataDir: string, scope: 'User' | 'Machine', settings: object): Promise<void> {
  const folder = path.join(serverDataDir, 'data', scope);
  await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** Without what an outer VS Code, its terminal above all, leaves in the environment: it would steer ours. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name)),
  );
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => (text = (text + chunk.toString()).slice(-20_000));
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

async function hostLogs(serverDataDir: string): Promise<string> {
  const folder = path.join(serverDataDir, 'data', 'logs');
  const files = await fs.readdir(folder, { recursive: true }).catch(() => []);
  const logs = files.filter((file) => file.endsWith('remoteexthost.log'));
  return (await Promise.all(logs.map((file) => fs.readFile(path.join(folder, file), 'utf8')))).join('\n');
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Undefined when something accepts connections on the port, else what is wrong. */
async function answers(port: number): Promise<string | undefined> {
  const start = Date.now();
  while (Date.now() - start < startLimit) {
    const accepted = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (accepted) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return `VS Code's server did not answer within ${startLimit / 1000} seconds`;
}
