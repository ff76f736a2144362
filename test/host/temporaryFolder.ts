import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  /** May be called twice. What still writes into it has a moment to end. */
  remove(): Promise<void>;
}

/** A new folder below the system's temporary folder. It goes when this process exits, at the latest. */
export function temporaryFolder(name: string): TemporaryFolder {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `exotel-contacts-${name}-`));
  const keep = removedOnExit(folder);
  return {
    path: folder,
    async remove() {
      await fs.promises
        .rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
        .catch(() => undefined);
      keep();
    },
  };
}

/** Removes a folder when this process exits. @returns what takes that back */
export function removedOnExit(folder: string): () => void {
  const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  process.once('exit', remove);
  return () => void process.removeListener('exit', remove);
}
