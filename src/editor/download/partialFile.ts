import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../core/userError';
import { appendWhole } from '../journal/appendWhole';

/** What proves that a partial file is as it was left. */
export interface PartialProof {
  /** Length of what was written; what is behind it is of a request that was not finished. */
  readonly bytes: number;
  /** SHA-256 of these bytes in hexadecimal. */
  readonly digest?: string | undefined;
}

/**
 * Where the contacts of a download are until all of them are there: JSON Lines beside the file that is asked for, and itself a contacts
 * file whose name says that it is not complete. Anybody can edit it, so its bytes are believed only if they are the ones that were written.
 */
export class PartialFile implements PartialProof {
  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private length: number,
    private readonly hash: Hash,
  ) {}

  static pathFor(target: string): string {
    return `${target}.incomplete.jsonl`;
  }

  /** Whether it begins with the bytes that were written. */
  static async isAsLeft(target: string, { bytes, digest }: PartialProof): Promise<boolean> {
    return (await hashOf(PartialFile.pathFor(target), bytes))?.digest('hex') === digest && digest !== undefined;
  }

  /** Only this user can read it until it is complete. @throws what the file system says */
  static async create(target: string): Promise<PartialFile> {
    const path = PartialFile.pathFor(target);
    await rm(path, { force: true });
    return new PartialFile(path, await open(path, 'wx+', 0o600), 0, createHash('sha256'));
  }

  /**
   * Opens one again, without what is behind the bytes that were written.
   * @throws UserError when it is not as it was left; what the file system says
   */
  static async reopen(target: string, { bytes, digest }: PartialProof): Promise<PartialFile> {
    const path = PartialFile.pathFor(target);
    const hash = await hashOf(path, bytes);
    if (hash?.copy().digest('hex') !== digest || !hash) throw changed(path);
    const file = await open(path, 'r+');
    await file.truncate(bytes);
    return new PartialFile(path, file, bytes, hash);
  }

  get bytes(): number {
    return this.length;
  }

  get digest(): string {
    return this.hash.copy().digest('hex');
  }

  /** They are on the disk when it resolves. @param lines without line ends */
  async append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const text = lines.map((line) => `${line}\n`).join('');
    this.length = await appendWhole(this.file, this.length, text);
    this.hash.update(text);
  }

  /**
   * Those that were written. Split by hand: `node:readline` ends a line at U+2028, too, which a contact may contain.
   * @throws UserError after the last one when these are not the bytes that were written: then none of them counts
   */
  async *lines(): AsyncGenerator<string, void> {
    const hash = createHash('sha256');
    const decoder = new TextDecoder();
    let rest = '';
    for await (const part of bytesOf(this.path, this.length)) {
      hash.update(part);
      const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    if (hash.digest('hex') !== this.digest) throw changed(this.path);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** Undefined when it cannot be read. */
async function hashOf(path: string, bytes: number): Promise<Hash | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const part of bytesOf(path, bytes)) hash.update(part);
    return hash;
  } catch {
    return undefined;
  }
}

/** Up to so many from its beginning. */
function bytesOf(path: string, bytes: number): AsyncIterable<Buffer> | readonly Buffer[] {
  return bytes === 0 ? [] : (createReadStream(path, { end: bytes - 1 }) as AsyncIterable<Buffer>);
}

function changed(path: string): UserError {
  return new UserError(
    'partial-changed',
    `Another program changed ${basename(path)} during the download, so it can’t be used. Run the command again to start from the beginning.`,
  );
}
