import type { Uri } from 'vscode';
import { count } from '../../core/count';
import type { OperationKind } from '../../core/run/operation';
import type { SelectedRows } from '../../core/selection/selectedRows';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { commandId } from '../ids';
import type { CheckedContacts } from '../readContacts';

/**
 * Before the user is asked for anything: the file can be read completely, and contains a contact to send.
 * @throws UserError that leads to the file's first error
 */
export function requireSendable(
  { uri, lines, checked }: CheckedContacts,
  selected: SelectedRows = checked,
  kind: OperationKind = 'update',
): void {
  const { file, sendable, problems } = selected;
  if (sendable > 0) return;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const isNothingNew = kind === 'create' && file.whole && errors.length === 0;
  if (isNothingNew) throw nothingNew(uri);
  const what = file.whole ? 'contains no contacts that can be sent' : 'cannot be read completely, so nothing was sent';
  const where = first && `, first on line ${lines.lineAt(first.start) + 1}: ${first.message}`;
  const at = first && lines.positionAt(first.start);
  throw new UserError(
    file.whole ? 'nothing-to-send' : 'broken-file',
    `${fileLabel(uri)} ${what} (${count(errors.length, 'error')}${where ?? ''})`,
    at
      ? [
          {
            title: 'Show First Error',
            command: 'vscode.open',
            arguments: [uri, { selection: { start: at, end: at } }],
          },
        ]
      : [],
  );
}

function nothingNew(uri: Uri): UserError {
  const message = `${fileLabel(uri)} contains no new contacts. A new contact has a number and no SID.`;
  const updateFile = { title: 'Update Contacts', command: commandId('updateContacts'), arguments: [uri] };
  return new UserError('nothing-new', message, [updateFile], { severity: 'information' });
}
