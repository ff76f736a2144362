import type { CheckedFile } from '../../core/check/checkContacts';
import { count, numberText } from '../../core/count';
import { finishInSlices } from '../../core/steps';
import { UserError } from '../../core/userError';
import { commandId } from '../ids';
import { fileOfCommand } from '../filesOfCommand';
import { readContacts } from '../readContacts';
import type { ShownResults } from '../results/shownResults';
import type { ContactFields } from '../../sandbox/contactStore';
import type { SandboxHost } from '../region/sandboxHost';
import { writeRegion } from '../region/regionChoice';
import { readSetting } from '../settings';
import { window } from '../window';

/** Given as the second argument: makes the sandbox the region first. */
const useSandbox = 'useSandbox';

/**
 * Makes the rows of a file known to the sandbox, so that a person can try an update with a file of their own.
 * @returns how many contacts of it the sandbox knows
 */
export async function loadIntoSandbox(
  sandbox: SandboxHost,
  shown: ShownResults,
  file?: unknown,
  before?: unknown,
): Promise<number> {
  const uri = await fileOfCommand(shown, file);
  if (before === useSandbox) await writeRegion('sandbox');
  if (readSetting('region') !== 'sandbox') {
    throw new UserError(
      'not-the-sandbox',
      'Another region is in use. Use the sandbox to try an update with this file: nothing leaves this machine.',
      [{ title: 'Use Sandbox', command: commandId('loadIntoSandbox'), arguments: [uri, useSandbox] }],
    );
  }
  const { checked } = await readContacts(uri);
  const { loadContacts } = await import('../../sandbox/loadContacts.js');
  const { contacts } = await sandbox.start();
  const refused = await finishInSlices(loadContacts(contacts, contactsOf(checked)));
  const sentences = [`The sandbox now has ${count(checked.sendable, 'contact')} from this file.`];
  const leftOut = checked.file.rows.length - checked.sendable;
  if (leftOut > 0) sentences.push(`${count(leftOut, 'row')} left out because of errors.`);
  const numbers = [...refused.values()].reduce((sum, n) => sum + n, 0);
  if (numbers > 0) {
    const reasons = [...refused].map(([why, n]) => `${numberText(n)} × “${why}”`).join(', ');
    sentences.push(`${count(numbers, 'number')} rejected (${reasons}): these contacts have a different number there.`);
  }
  void window.showInformationMessage(sentences.join(' '));
  return checked.sendable;
}

/** One at a time, and as they would be sent: no text of theirs is a part of the file's, which it would keep in memory. */
function* contactsOf({ file, contactText }: CheckedFile): Iterable<ContactFields & { sid: string }> {
  for (const row of file.rows.keys()) {
    const text = contactText(row);
    if (text !== undefined) yield JSON.parse(text) as ContactFields & { sid: string };
  }
}
