/** A file or a folder was given another name. `to` is absent where the name became free, and a new file of it is another one. */
export interface FileMove {
  /** URI as text, without a slash at its end. */
  readonly from: string;
  readonly to?: string | undefined;
  /** Epoch in milliseconds. */
  readonly at: number;
}

/** Where a file is after one move: itself, or in a folder that moved. Undefined when nothing has its name any more. */
export function afterMove({ from, to }: FileMove, file: string): string | undefined {
  if (file !== from && !file.startsWith(`${from}/`)) return file;
  return to === undefined ? undefined : to + file.slice(from.length);
}

/** What a person calls the file of a URI: its last part. */
export function baseNameOf(uri: string): string {
  const [path = ''] = uri.split('#');
  return decodeURIComponent(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1));
}

/**
 * The name of now of a file that was known by a name at a time.
 * @param moves in the order of their times
 */
export function nameNow(moves: readonly FileMove[], file: string, knownAt: number): string | undefined {
  let name: string | undefined = file;
  for (const move of moves) if (move.at >= knownAt && name !== undefined) name = afterMove(move, name);
  return name;
}
