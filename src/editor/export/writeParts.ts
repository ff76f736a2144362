import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Uri } from 'vscode';
import { workspace } from 'vscode';
import type { TextParts } from '../../core/export/resendable';
import { byteOrderMark, encodeText, isUnicode, type FileEncoding } from '../../core/text/encode';
import { writeBeside } from './writeBeside';

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
