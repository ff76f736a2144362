import { env } from 'vscode';
import { contactLine } from '../../core/code/contactLine';
import { count } from '../../core/count';
import { readSids, rowsOfSids } from '../chosenContacts';
import { fileOfCommand } from '../filesOfCommand';
import { readContacts } from '../readContacts';
import type { ShownResults } from '../results/shownResults';
import { window } from '../window';

const messageMs = 3_000;

/**
 * Copies contacts of a file as they would be sent: one as a JSON object, several as a contacts file.
 * @param sids theirs
 * @throws UserError when none of them can be sent
 */
export async function copyContacts(shown: ShownResults, file: unknown, sids: unknown): Promise<void> {
  const wanted = readSids(sids, 'copied');
  const contacts = await readContacts(await fileOfCommand(shown, file));
  const rows = await rowsOfSids(contacts, wanted, 'copied');
  const lines = rows.map((row) => contactLine(contacts.checked.contactText(row)!));
  const text = lines.length === 1 ? lines[0]! : `{"contacts":[\n${lines.map((line) => `  ${line}`).join(',\n')}\n]}\n`;
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(`Copied ${count(rows.length, 'contact')} as JSON`, messageMs);
}
