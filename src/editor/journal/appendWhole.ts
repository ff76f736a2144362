import type { FileHandle } from 'node:fs/promises';

/**
 * Puts lines at the end of a file and waits until they are on the disk. When that fails half way, what was written of them is cut
 * off again, so that nothing is ever written after a torn line.
 * @returns the length of the file with them
 * @throws what went wrong. Where the rest could not even be cut off, the cause is marked as `TornFile`
 */
export async function appendWhole(file: FileHandle, length: number, lines: string): Promise<number> {
  const bytes = Buffer.from(lines);
  try {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, length + done);
      done += bytesWritten;
    }
    await file.datasync();
    return length + bytes.length;
  } catch (cause) {
    await file.truncate(length).catch((error: unknown) => {
      throw new TornFile('A partly written line of the run history could not be removed.', { cause: error });
    });
    throw cause;
  }
}

/** Nothing must be written to the file any more. */
export class TornFile extends Error {}
