import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { open } = fs;

/**
 * Makes the disk full for those lines of run records that a test names, until it is called again.
 * @returns the records that are opened from now on
 */
export function failWrites(of: (lines: string) => boolean): string[] {
  const opened: string[] = [];
  fs.open = async (...args) => {
    const file = await open(...args);
    if (!String(args[0]).endsWith('.jsonl')) return file;
    if (args[1] === 'wx') opened.push(String(args[0]));
    const write = file.write.bind(file) as (...args: unknown[]) => Promise<never>;
    file.write = ((bytes: Buffer, ...rest: unknown[]) =>
      of(bytes.toString())
        ? Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))
        : write(bytes, ...rest)) as unknown as typeof file.write;
    return file;
  };
  syncBuiltinESMExports();
  return opened;
}

/**
 * Does some work whose record has no end, as after a crash.
 * @param requests that are sent before it; without, all are, and only the record's end is missing
 * @returns the path of the record
 */
export async function interrupted(work: () => Thenable<unknown>, requests = Infinity): Promise<string> {
  let sent = 0;
  const opened = failWrites((lines) => {
    const isSending = lines.includes('"type":"sending"');
    return (isSending && ++sent > requests) || lines.includes('"type":"ended"');
  });
  try {
    await work();
  } finally {
    failWrites(() => false);
  }
  return opened[0]!;
}
