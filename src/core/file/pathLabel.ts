/**
 * The end of a path that tells its file from others: folder and name, and more folders where another path ends the same way.
 * @param path with slashes
 * @param others may hold the path itself
 */
export function pathLabel(path: string, others: readonly string[]): string {
  const parts = path.split('/');
  for (let shown = 2; shown < parts.length; shown++) {
    const end = parts.slice(-shown).join('/');
    if (!others.some((other) => other !== path && `/${other}`.endsWith(`/${end}`))) return end;
  }
  return path;
}
