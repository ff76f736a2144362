import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { appendWhole } from '../journal/appendWhole';

/**
 * Where the contacts of a download are until all of them are there: JSON Lines beside the file that is asked for, and itself a contacts
 * file whose name says that it is not complete.
 */
export class PartialFile {
  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private length: number,
  ) {}

  static pathFor(target: string): string {
    return `${target}.incomplete.jsonl`;
  }

  /** Only this user can read it until it is complete. @throws what the file system says */
  static async create(target: string): Promise<PartialFile> {
    const path = PartialFile.pathFor(target);
    await rm(path, { force: true });
    return new PartialFile(path, await open(path, 'wx+', 0o600), 0);
  }

  /** Opens one again, without what is behind `bytes`; undefined when it is not there or shorter. */
  static async reopen(target: string, bytes: number): Promise<PartialFile | undefined> {
    const path = PartialFile.pathFor(target);
    const file = await open(path, 'r+').catch(() => undefined);
    if (!file) return undefined;
    if ((await file.stat()).size < bytes) {
      await file.close();
      return undefined;
    }
    await file.truncate(bytes);
    return new PartialFile(path, file, bytes);
  }

  get bytes(): number {
    return this.length;
  }

  /** They are on the disk when it resolves. @param lines without line ends */
  async append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    this.length = await appendWhole(this.file, this.length, lines.map((line) => `${line}\n`).join(''));
  }

  /** Those that are there. Split by hand: `node:readline` ends a line at U+2028, too, which a contact may contain. */
  async *lines(): AsyncGenerator<string, void> {
    let rest = '';
    for await (const part of createReadStream(this.path, 'utf8') as AsyncIterable<string>) {
      const lines = (rest + part).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
