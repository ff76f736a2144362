import { workspace } from 'vscode';
import { UserError } from '../core/userError';
import { builtInCommands } from './ids';

/**
 * Everything that sends asks here first.
 * @throws UserError in Restricted Mode
 */
export function requireTrust(): void {
  if (workspace.isTrusted) return;
  throw new UserError(
    'restricted-mode',
    'Nothing is sent in Restricted Mode: this workspace is not trusted, and its settings could affect the update. You can still check files.',
    [{ title: 'Manage Workspace Trust', command: builtInCommands.manageTrust }],
  );
}
