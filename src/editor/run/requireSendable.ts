import { count } from '../../core/count';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import type { CheckedContacts } from '../readContacts';

/**
 * Before the user is asked for anything: the file can be read completely, and contains a contact to send.
 * @throws UserError that leads to the file's first error
 */
export function requireSendable({ uri, checked, lines }: CheckedContacts): void {
  const { file, sendable, problems } = checked;
  if (sendable > 0) return;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
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
