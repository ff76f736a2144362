/** Places of files that are read and written back, also where VS Code has not said so yet. */
const own = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs']);

/** Other versions of a file, whatever their providers say of themselves: nothing of them is checked or sent. */
const otherVersions = new Set([
  'git',
  'gitlens',
  'gitlens-virtual',
  'gitfs',
  'gitlab-remote',
  'review',
  'pr',
  'svn',
  'hg',
  'vscode-local-history',
  'vscode-merge',
  'timeline',
  'output',
  'vscode-userdata',
  'vscode-scm',
]);

/**
 * Whether files of a scheme can be contacts files: those that VS Code can read and write back.
 * @param isWritable what VS Code says of the scheme's file system; undefined when it knows none
 */
export function isContactsScheme(scheme: string, isWritable: boolean | undefined): boolean {
  return own.has(scheme) || (isWritable === true && !otherVersions.has(scheme));
}
