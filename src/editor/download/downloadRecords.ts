import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Uri } from 'vscode';
import { writeBeside } from '../export/writeBeside';
import { lockRun, type RunLock } from '../journal/runLock';
import { downloadSchema, type DownloadRecord } from './downloadRecord';
import { PartialFile } from './partialFile';

const ending = '.json';
const keptForMs = 30 * 24 * 60 * 60_000;

/** The downloads that are not over, one file each in the extension's own storage, by the file that they fill. */
export class DownloadRecords {
  private readonly folder: string;

  constructor(globalStorage: Uri) {
    this.folder = join(globalStorage.fsPath, 'downloads');
  }

  /**
   * Those that can be continued, from the newest to the oldest. One whose partial file is not there stays for a month: its drive may be
   * connected again.
   */
  async all(): Promise<readonly DownloadRecord[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => name.endsWith(ending));
    const records: DownloadRecord[] = [];
    for (const name of names) {
      const record = await this.read(name);
      if (record && (await hasPartial(record))) records.push(record);
      else await this.forgetOld(join(this.folder, name));
    }
    return records.sort((a, b) => b.startedAt - a.startedAt);
  }

  of(to: string): Promise<DownloadRecord | undefined> {
    return this.read(nameOf(to));
  }

  async save(record: DownloadRecord): Promise<void> {
    const text = Buffer.from(JSON.stringify(record));
    await writeBeside(join(this.folder, nameOf(record.to)), (write) => write(text));
  }

  async remove(to: string): Promise<void> {
    await rm(join(this.folder, nameOf(to)), { force: true });
  }

  /** Keeps other windows away from a file; undefined when one of them is filling it. */
  async lock(to: string): Promise<RunLock | undefined> {
    await mkdir(this.folder, { recursive: true });
    return lockRun(join(this.folder, `${nameOf(to)}.lock`));
  }

  private async forgetOld(path: string): Promise<void> {
    const isOld = await stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs > keptForMs);
    if (isOld) await rm(path, { force: true });
  }

  /** Undefined for one that cannot be read: the download starts from its beginning then. */
  private async read(name: string): Promise<DownloadRecord | undefined> {
    try {
      return downloadSchema.safeParse(JSON.parse(await readFile(join(this.folder, name), 'utf8'))).data;
    } catch {
      return undefined;
    }
  }
}

/** Whether it is as it was left is found out when it is to be continued. */
export function hasPartial({ to }: Pick<DownloadRecord, 'to'>): Promise<boolean> {
  return stat(PartialFile.pathFor(Uri.parse(to).fsPath)).then(
    () => true,
    () => false,
  );
}

const nameOf = (to: string) => createHash('sha256').update(to).digest('hex').slice(0, 32) + ending;
