import type * as z from 'zod/mini';
import { UserError } from '../core/userError';

/**
 * The argument of a command, which may come from a keybinding, a task or another extension.
 * @param notDone what a wrong one keeps from happening: "exported"
 * @throws UserError for an argument of another shape
 */
export function readArgument<T>(schema: z.ZodMiniType<T>, argument: unknown, notDone: string): T {
  const { data, error } = schema.safeParse(argument);
  if (!error) return data;
  const [issue] = error.issues;
  const where = issue && issue.path.length > 0 ? `“${issue.path.join('.')}” in the argument` : 'The argument';
  throw new UserError(
    'wrong-argument',
    `${where} is not one that this command takes, so nothing was ${notDone}. Check the keybinding, task or extension that called it.`,
  );
}
