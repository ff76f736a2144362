import { CancellationError, commands } from 'vscode';
import type { UserErrorAction } from '../core/userError';
import { window } from './window';

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

/**
 * Asks whether to go on.
 * @param button what is done then
 * @throws CancellationError when the user backs out
 */
export async function confirm(message: string, detail: string | undefined, button: string): Promise<void> {
  const answer = await window.showWarningMessage(message, { modal: true, ...(detail && { detail }) }, button);
  if (answer !== button) throw new CancellationError();
}
