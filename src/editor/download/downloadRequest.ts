import { Uri } from 'vscode';
import * as z from 'zod/mini';
import { UserError } from '../../core/userError';
import { isMissing } from '../filesOfCommand';

const schema = z.object({
  to: z.custom<Uri>((value) => value instanceof Uri),
  /** The SID of a list. */
  list: z.optional(z.string().check(z.regex(/^[\w-]{1,64}$/))),
  /** Contacts at most, the first ones. */
  limit: z.optional(z.int().check(z.positive())),
});

/** What a caller of the command asked for. */
export type DownloadRequest = z.infer<typeof schema>;

/** @returns undefined without an argument: then all is asked for. @throws UserError for an argument of another shape */
export function readDownloadRequest(argument: unknown): DownloadRequest | undefined {
  if (isMissing(argument)) return undefined;
  const { data, error } = schema.safeParse(argument);
  if (data) return data;
  const [issue] = error.issues;
  const where = issue && issue.path.length > 0 ? `“${issue.path.join('.')}” in the argument` : 'The argument';
  throw new UserError(
    'wrong-argument',
    `${where} is not one that this command takes, so nothing was downloaded. Check the keybinding, task or extension that called it.`,
  );
}
