import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Uri } from 'vscode';
import { workspace } from 'vscode';
import type { TextParts } from '../../core/export/resendable';
import { byteOrderMark, encodeText, isUnicode, type FileEncoding } from '../../core/text/encode';

/** Characters that are put together, encoded and written in one go: some milliseconds. */
const sliceLength = 262_144;

/**
 * Writes a text to a file, which is there whole or as it was before. On this machine's disk it is written in slices to another name beside
 * it, which takes its place at the end; elsewhere the API of VS Code takes it in one piece.
 * @param onProgress is told how many parts are written
 * @throws the signal's reason, and what the file system says
 */
export async function writeParts(
  to: Uri,
  parts: TextParts,
  encoding: FileEncoding,
  signal: AbortSignal,
  onProgress: (parts: number) => void,
): Promise<void> {
  const slices = slicesOf(parts, signal, onProgress);
  if (to.scheme === 'file' && isUnicode(encoding)) {
    return writeBeside(to.fsPath, async (write) => {
      await write(byteOrderMark(encoding));
      for await (const slice of slices) await write(encodeText(slice, encoding.name));
    });
  }
  const whole: string[] = [];
  for await (const slice of slices) whole.push(slice);
  const bytes = isUnicode(encoding)
    ? Buffer.concat([byteOrderMark(encoding), ...whole.map((slice) => encodeText(slice, encoding.name))])
    : await workspace.encode(whole.join(''), { encoding: encoding.name });
  signal.throwIfAborted();
  await workspace.fs.writeFile(to, bytes);
}

async function* slicesOf(parts: TextParts, signal: AbortSignal, onProgress: (parts: number) => void) {
  let slice = '';
  let count = 0;
  for (const part of parts) {
    slice += part;
    count++;
    if (slice.length < sliceLength) continue;
    yield slice;
    slice = '';
    onProgress(count);
    await nextTurn();
    signal.throwIfAborted();
  }
  yield slice;
}

async function writeBeside(path: string, work: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>) {
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
