import { Uri } from 'vscode';
import * as z from 'zod/mini';
import { UserError } from '../../core/userError';

const schema = z.object({
  against: z.union([z.literal('exotel'), z.custom<Uri>((value) => value instanceof Uri)]),
  /** The first ones; all unless given. */
  rows: z.optional(z.union([z.int().check(z.positive()), z.array(z.int().check(z.nonnegative()))])),
  /** Of the contacts, where it is not for `rows` to say. */
  sids: z.optional(z.array(z.string())),
});

/** What to compare a file with, and which of its rows: the first ones, or these, from 0, or those of some contacts. */
export type PreviewRequest = z.infer<typeof schema>;

/**
 * @returns undefined without one: menus of VS Code pass objects of their own
 * @throws UserError for a request of another shape
 */
export function readPreviewRequest(argument: unknown): PreviewRequest | undefined {
  if (typeof argument !== 'object' || argument === null || !('against' in argument)) return undefined;
  const { data } = schema.safeParse(argument);
  if (data) return data;
  throw new UserError(
    'wrong-argument',
    'The second argument is not one that this command takes, so nothing was read. Check the keybinding, task or extension that called it.',
  );
}
