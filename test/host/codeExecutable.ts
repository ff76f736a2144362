import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { cacheFolder } from './folders';

/** The path of an executable that starts code.ts: the `vscodeExecutablePath` for @vscode/test-electron. */
export async function codeExecutable(): Promise<string> {
  const script = path.join(__dirname, 'code.js');
  const windows = process.platform === 'win32';
  const text = windows
    ? `@"${process.execPath}" --enable-source-maps "${script}" %*\r\n`
    : `#!/bin/sh\nexec "${process.execPath}" --enable-source-maps "${script}" "$@"\n`;
  const file = path.join(cacheFolder, windows ? 'code.cmd' : 'code');
  const unfinished = `${file}-${randomUUID()}`;
  await fs.mkdir(cacheFolder, { recursive: true });
  await fs.writeFile(unfinished, text, { mode: 0o755 });
  await fs.rename(unfinished, file);
  return file;
}
