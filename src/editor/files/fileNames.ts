import { EventEmitter, type Uri, type Disposable, type Memento } from 'vscode';
import { afterMove, nameNow, type FileMove } from '../../core/file/fileMoves';
import { formatOf } from '../../core/file/formatOf';
import { storageKeys } from '../ids';

const mostMoves = 500;

/** A move that was seen just now. */
export interface SeenMove extends FileMove {
  /** What the file said under its old name, where the document of that name no longer does. */
  readonly text?: string | undefined;
}

/**
 * Under which names files went before, for this workspace and across its windows' reloads: a run's record names its file as it was
 * called then.
 */
export class FileNames implements Disposable {
  private readonly moved = new EventEmitter<SeenMove>();
  readonly onDidMove = this.moved.event;

  constructor(private readonly memento: Memento) {}

  /** Where the file that a run began with is now. A closed untitled file has a name that no other file is given. */
  nameNow(uri: string, knownAt: number): string {
    return nameNow(this.moves, uri, knownAt) ?? `${uri}#closed`;
  }

  /** Where a file is after a move, as `onDidMove` reports it. */
  afterMove(move: FileMove, uri: string): string {
    return afterMove(move, uri) ?? `${uri}#closed`;
  }

  /**
   * @param to undefined when nothing has the name any more
   * @param text see `SeenMove`
   */
  move(from: Uri, to: Uri | undefined, text?: string): void {
    const move = { from: from.toString(), to: to?.toString(), at: Date.now() };
    if (mayHaveRuns(from)) {
      void this.memento.update(storageKeys.fileMoves, [...this.moves, move].slice(-mostMoves));
    }
    this.moved.fire({ ...move, text });
  }

  dispose(): void {
    this.moved.dispose();
  }

  private get moves(): readonly FileMove[] {
    return this.memento.get<readonly FileMove[]>(storageKeys.fileMoves, []);
  }
}

/** A contacts file, a file without a name, or a folder. */
function mayHaveRuns({ path, scheme }: Uri): boolean {
  return scheme === 'untitled' || formatOf(path) !== undefined || !/\.[^./]+$/.test(path);
}
