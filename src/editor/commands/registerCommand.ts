import { commands, type Disposable } from 'vscode';
import { type CommandName, commandId } from '../ids';
import type { Log } from '../log';
import { reportError } from '../reportError';

/**
 * Registers one command. Its only `catch` is here: the command gives undefined when it fails or the user backs out.
 * `run` gets what the caller handed over, which may be anything: a keybinding can pass arguments of any shape.
 */
export function registerCommand(
  name: CommandName,
  run: (...args: readonly unknown[]) => unknown,
  log: Log,
): Disposable {
  return commands.registerCommand(commandId(name), async (...args: readonly unknown[]) => {
    try {
      return await run(...args);
    } catch (error) {
      reportError(name, error, log);
      return undefined;
    }
  });
}
