import { Disposable, EventEmitter, FileSystemError, FileType, Uri, workspace, type FileSystemProvider } from 'vscode';

/** A file system of its own scheme, whose files a test changes at the moment it chooses. */
export class MemoryFiles implements FileSystemProvider {
  private readonly files = new Map<string, { bytes: Uint8Array; mtime: number }>();
  private readonly changed = new EventEmitter<never>();
  readonly onDidChangeFile = this.changed.event;
  /** What happens while a file is read, before its content is given back: as it was when the reading began. */
  whileRead: (uri: Uri) => void | Promise<void> = () => undefined;
  reads = 0;

  constructor(private readonly scheme: string) {}

  register(): Disposable {
    return workspace.registerFileSystemProvider(this.scheme, this);
  }

  write(name: string, text: string): Uri {
    const uri = Uri.from({ scheme: this.scheme, path: `/${name}` });
    const mtime = (this.files.get(uri.path)?.mtime ?? 0) + 1;
    this.files.set(uri.path, { bytes: Buffer.from(text), mtime });
    return uri;
  }

  stat(uri: Uri) {
    if (uri.path === '/') return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { bytes, mtime } = this.find(uri);
    return { type: FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    this.reads++;
    const { bytes } = this.find(uri);
    await this.whileRead(uri);
    return bytes;
  }

  writeFile(uri: Uri, bytes: Uint8Array): void {
    this.files.set(uri.path, { bytes, mtime: (this.files.get(uri.path)?.mtime ?? 0) + 1 });
  }

  delete(uri: Uri): void {
    this.files.delete(uri.path);
  }

  readDirectory(): [string, FileType][] {
    return [...this.files.keys()].map((path) => [path.slice(1), FileType.File]);
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  createDirectory(): void {}

  rename(): void {}

  private find(uri: Uri) {
    const file = this.files.get(uri.path);
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file;
  }
}
