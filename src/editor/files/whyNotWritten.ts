import { UserError } from '../../core/userError';

const reasons: { readonly [code: string]: string } = {
  ENOSPC: 'the disk is full',
  EACCES: 'you do not have permission',
  EPERM: 'you do not have permission',
  EROFS: 'the disk is read-only',
  NoPermissions: 'you do not have permission',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  FileNotFound: 'its folder does not exist',
  EISDIR: 'it is a folder',
  FileIsADirectory: 'it is a folder',
};

/** What a file system says, by its code; undefined for an error that is not one of a file system. */
export function whyNotWritten(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || error instanceof UserError) return undefined;
  return reasons[code] ?? `the file system reports ${code}`;
}
