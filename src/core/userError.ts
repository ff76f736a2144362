/** A button under a message: what it says and the command behind it. */
export interface UserErrorAction {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/**
 * Trouble that a user can understand and mend, ending a whole command. The message says what happened, where, and what to do
 * next; it never holds a key, a token or a contact's data. Anything else that is thrown is a bug.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    readonly code: string,
    message: string,
    readonly actions: readonly UserErrorAction[] = [],
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
