import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runInVSCode } from '../host/runInVSCode';
import { benchFile, type BenchFormat } from './benchFiles';
import { startServer } from './startServer';
import type { HostFigures } from './window/update';

/** Contacts files on the disk. `bare`: the same contacts as compact JSON, whatever the format, where the bare way is measured too. */
export interface BenchPaths {
  readonly name: BenchFormat;
  readonly contacts: string;
  readonly bare?: string;
}

export interface UpdateBench {
  readonly rounds: number;
  readonly contacts: number;
  readonly formats: readonly BenchFormat[];
  /** Whether the bare way is measured beside it, in turn. */
  readonly withBare?: boolean;
  /** The server refuses one contact of so many. */
  readonly refusesOneOf?: number;
}

/** Runs a bench inside real VS Code and returns the figures that it wrote. @param folder for files, empty */
export async function inHost<T>(module: string, env: (folder: string) => Promise<Record<string, string>>): Promise<T> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'exotel-contacts-bench-'));
  const result = path.join(folder, 'result.json');
  try {
    const variables = await env(folder);
    await runInVSCode('minimum', path.join(__dirname, 'window', module), { ...variables, RESULT: result });
    return JSON.parse(await fs.readFile(result, 'utf8')) as T;
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** The files are made here, so that the extension host's memory is the extension's alone. */
export async function updatesInHost(bench: UpdateBench): Promise<HostFigures[]> {
  const { rounds, contacts, formats, withBare = false, refusesOneOf } = bench;
  const { origin, stop } = await startServer(refusesOneOf);
  try {
    return await inHost('update', async (folder) => {
      const bare = path.join(folder, 'bare.json');
      if (withBare) await fs.writeFile(bare, benchFile('JSON', contacts).bytes);
      const files: BenchPaths[] = [];
      for (const name of formats) {
        const { bytes, ending } = benchFile(name, contacts);
        const file = path.join(folder, `contacts.${ending}`);
        await fs.writeFile(file, bytes);
        files.push({ name, contacts: file, ...(withBare && { bare }) });
      }
      return { ROUNDS: `${rounds}`, CONTACTS: `${contacts}`, FILES: JSON.stringify(files), ORIGIN: origin };
    });
  } finally {
    stop();
  }
}
