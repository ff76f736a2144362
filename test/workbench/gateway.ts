import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { sidOf } from '../sidOf';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './window';

/** A window on a folder of its own, in the region `custom`: its endpoint is a sandbox that the test holds in its hand. */
export interface WindowWithGateway {
  readonly gateway: Sandbox;
  readonly folder: string;
  readonly window: Workbench;
  close(): Promise<void>;
}

export async function openWithGateway(
  files: Readonly<Record<string, string>>,
  userSettings: Record<string, unknown> = {},
  options: WorkbenchOptions = {},
): Promise<WindowWithGateway> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-test-'));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, text);
  }
  const gateway = await startSandbox({ contacts: [] });
  const window = await openWorkbench({
    folder,
    userSettings: {
      'exotelContacts.region': 'custom',
      'exotelContacts.customEndpoint': gateway.origin,
      ...userSettings,
    },
    ...options,
  });
  return {
    gateway,
    folder,
    window,
    async close() {
      await window.close();
      await gateway.stop();
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}

/** Answers the three inputs, wherever they were asked from. */
export async function enterCredentials(window: Workbench, { credentials }: Sandbox): Promise<void> {
  await window.answer('API key', credentials.apiKey);
  await window.answer('API token', credentials.apiToken);
  await window.answer('Account SID', credentials.accountSid);
}

/** A CSV of contacts 1 to `count`, each with a first name of its own. */
export function csvOf(count: number, nameOf: (n: number) => string = (n) => `name ${n}`): string {
  const lines = ['sid,first_name'];
  for (let n = 1; n <= count; n++) lines.push(`${sidOf(n)},${nameOf(n)}`);
  return lines.join('\n') + '\n';
}

/** The columns that every run has, in the order of `resultRows`. */
const columns = ['line', 'sid', 'verdict', 'code', 'message', 'attempts'];

/** The rows of the results page that are on screen, as the texts of the columns that every run has; those of hidden ones are empty. */
export async function resultRows(window: Workbench): Promise<string[][]> {
  const page = await window.frame('[role=grid]');
  const rows = await page.evaluate<string[][]>(`
    [...document.querySelectorAll('.body [role=row]')].map((row) => ${JSON.stringify(columns)}.map(
      (column) => row.querySelector('.cell.' + column + ' > .text')?.textContent ?? ''))`);
  return rows.map((cells) => cells.map((text) => text.trim()));
}

/** The process that works on the run, as its lock says. */
export async function extensionHost({ vscode }: Workbench): Promise<number> {
  const files = await fs.readdir(vscode.serverDataDir, { recursive: true });
  const locks = files.filter((file) => file.endsWith('.jsonl.lock'));
  assert.equal(locks.length, 1, `one run is on, and the locks are ${locks.join(', ')}`);
  return Number.parseInt(await fs.readFile(path.join(vscode.serverDataDir, locks[0]!), 'utf8'));
}
