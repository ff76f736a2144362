/** A button under a message: what it says and the command behind it. */
export interface UserErrorAction {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

interface UserErrorOptions {
  readonly cause?: unknown;
  /** All that is known and can be done, where the message has to be short: its buttons are then next to each other. */
  readonly details?: string;
  /** `information`: an expected outcome, such as that there is nothing to do. */
  readonly severity?: 'error' | 'information';
}

/**
 * Trouble that a user can understand and fix, ending a whole command. The message says what happened, where, and what to do
 * next; it never holds a key, a token or a contact's data. Anything else that is thrown is a bug.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly details: string;
  readonly severity: 'error' | 'information';

  constructor(
    readonly code: string,
    message: string,
    readonly actions: readonly UserErrorAction[] = [],
    options: UserErrorOptions = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.details = options.details ?? message;
    this.severity = options.severity ?? 'error';
  }
}
