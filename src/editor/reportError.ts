import { CancellationError } from 'vscode';
import { UserError } from '../core/userError';
import { commandId } from './ids';
import type { Log } from './log';
import { offer } from './offer';
import { window } from './window';

/** Whether the user backed out or stopped: not an error, and nothing to show. */
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
    log.warn(`${where}: ${error.details}`);
    const show = error.severity === 'error' ? window.showErrorMessage : window.showInformationMessage;
    void offer(show, error.message, error.actions);
    return;
  }
  log.bug(where, error);
  void offer(window.showErrorMessage, 'An unexpected error occurred in Exotel Contacts. See the log for details.', [
    { title: 'Open Log', command: commandId('showLog') },
  ]);
}
