import { window } from 'vscode';
import { count } from '../../core/count';
import { UserError } from '../../core/userError';
import { commandId } from '../ids';
import { fileOfCommand } from '../filesOfCommand';
import { readContacts } from '../readContacts';
import type { ShownRun } from '../results/shownRun';
import type { SandboxHost } from '../region/sandboxHost';
import { readSetting } from '../settings';

/** Makes the rows of a file known to the sandbox, so that a person can rehearse with a file of their own. */
export async function loadIntoSandbox(sandbox: SandboxHost, shown: ShownRun, file?: unknown): Promise<number> {
  if (readSetting('region') !== 'sandbox') {
    throw new UserError(
      'not-the-sandbox',
      'Contacts are loaded into the sandbox only while it is the region. Switch to it first.',
      [{ title: 'Switch Region', command: commandId('switchRegion') }],
    );
  }
  const { checked } = await readContacts(await fileOfCommand(shown, file));
  const contacts = [...checked.file.rows.keys()].flatMap((row) => checked.contactOf(row) ?? []);
  (await sandbox.start()).contacts.load(contacts);
  const leftOut = checked.file.rows.length - contacts.length;
  const rest = leftOut > 0 ? `; ${count(leftOut, 'row')} left out, because of errors` : '';
  void window.showInformationMessage(`The sandbox knows ${count(contacts.length, 'contact')} of this file${rest}.`);
  return contacts.length;
}
