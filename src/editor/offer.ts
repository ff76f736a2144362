import { commands } from 'vscode';
import type { UserErrorAction } from '../core/userError';

type Show = (message: string, ...titles: string[]) => Thenable<string | undefined>;

/** Shows a message, waits for the click, and does what the button says. @returns the action that was taken */
export async function offer(
  show: Show,
  message: string,
  actions: readonly UserErrorAction[],
): Promise<UserErrorAction | undefined> {
  const title = await show(message, ...actions.map((action) => action.title));
  const action = actions.find((candidate) => candidate.title === title);
  if (action) await commands.executeCommand(action.command, ...(action.arguments ?? []));
  return action;
}
