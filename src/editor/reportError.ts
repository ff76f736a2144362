import { CancellationError, commands, window } from 'vscode';
import { UserError, type UserErrorAction } from '../core/userError';
import { commandId } from './ids';
import type { Log } from './log';

/** Whether somebody backed out or stopped: no error, and nothing to say. */
export function isCancellation(error: unknown): boolean {
  return error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError');
}

/**
 * What a person sees of an error: silence when they stopped it themselves, a `UserError` with its buttons, and for anything
 * else a notification that leads to the log. Does not wait for the click.
 */
export function reportError(where: string, error: unknown, log: Log): void {
  if (isCancellation(error)) return;
  if (error instanceof UserError) {
    log.warn(`${where}: ${error.message}`);
    void offer(error.message, error.actions);
    return;
  }
  log.bug(where, error);
  void offer('Exotel Contacts ran into a fault of its own. The log tells more.', [
    { title: 'Open Log', command: commandId('showLog') },
  ]);
}

async function offer(message: string, actions: readonly UserErrorAction[]): Promise<void> {
  const title = await window.showErrorMessage(message, ...actions.map((action) => action.title));
  const action = actions.find((candidate) => candidate.title === title);
  if (action) await commands.executeCommand(action.command, ...(action.arguments ?? []));
}
