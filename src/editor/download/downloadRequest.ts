import { Uri } from 'vscode';
import * as z from 'zod/mini';
import { isMissing } from '../filesOfCommand';
import { readArgument } from '../readArgument';
import { plainSid } from '../../core/contact';

const schema = z.object({
  to: z.custom<Uri>((value) => value instanceof Uri),
  /** The SID of a list. */
  list: z.optional(z.string().check(z.regex(plainSid))),
  /** Contacts at most, the first ones. */
  limit: z.optional(z.int().check(z.positive())),
});

/** What a caller of the command asked for. */
export type DownloadRequest = z.infer<typeof schema>;

/** @returns undefined without an argument: then all is asked for. @throws UserError for an argument of another shape */
export function readDownloadRequest(argument: unknown): DownloadRequest | undefined {
  return isMissing(argument) ? undefined : readArgument(schema, argument, 'downloaded');
}
