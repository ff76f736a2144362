import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file of this machine's disk under another name beside it, which takes its place at the end: it is there whole or as it was
 * before.
 * @throws what the work throws and what the file system says; then nothing of it is left
 */
export async function writeBeside(
  path: string,
  work: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  // A link leads to the file that is meant.
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    (there) => there.mode,
    () => 0o666,
  );
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    const file = await open(beside, 'wx', mode);
    try {
      await work((bytes) => file.writeFile(bytes));
    } finally {
      await file.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
