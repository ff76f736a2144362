import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runInVSCode } from '../host/runInVSCode';
import type { HostFigures } from './window/update';
import { startServer } from './startServer';

/** Runs a bench inside real VS Code and returns the figures that it wrote. */
export async function inHost<T>(module: string, env: Record<string, string>): Promise<T> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-bench-'));
  const result = path.join(folder, 'result.json');
  try {
    await runInVSCode('minimum', path.join(__dirname, 'window', module), { ...env, RESULT: result });
    return JSON.parse(await fs.readFile(result, 'utf8')) as T;
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

export async function updatesInHost(
  rounds: number,
  contacts: number,
  formats: readonly string[],
  withBare: boolean,
): Promise<HostFigures[]> {
  const { origin, stop } = await startServer();
  try {
    const env = { ROUNDS: `${rounds}`, CONTACTS: `${contacts}`, FORMATS: formats.join(';'), ORIGIN: origin };
    return await inHost('update', { ...env, BARE: withBare ? 'yes' : 'no' });
  } finally {
    stop();
  }
}
