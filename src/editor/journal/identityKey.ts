import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';

const keyBytes = 32;

/**
 * The key under which run records keep the numbers of new contacts (`identityOf`). It is created on first use and kept apart from the
 * records, so that a record alone gives no number away. Without it, the contacts of an interrupted creation are sent again, and Exotel
 * returns the ones that it has.
 * @throws Error when it can be neither read nor written
 */
export async function identityKey({
  globalStorageUri,
}: Pick<ExtensionContext, 'globalStorageUri'>): Promise<Uint8Array> {
  const folder = globalStorageUri.fsPath;
  const path = join(folder, 'identity.key');
  const known = await readFile(path).catch(() => undefined);
  if (known?.length === keyBytes) return known;
  const key = randomBytes(keyBytes);
  const whole = `${path}.${key.toString('hex', 0, 4)}`;
  await mkdir(folder, { recursive: true });
  await writeFile(whole, key, { flag: 'wx', mode: 0o600 });
  // Of two windows, one creates the key and both use it; a damaged one is replaced.
  await (known ? rename(whole, path) : link(whole, path)).catch((error: NodeJS.ErrnoException) =>
    error.code === 'EEXIST' ? undefined : rename(whole, path),
  );
  await rm(whole, { force: true });
  return readFile(path);
}
