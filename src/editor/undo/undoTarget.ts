import type { Uri } from 'vscode';
import { parseEndpoint, regions, type Target } from '../../api/region';
import { headLength, targetOfReverse } from '../../core/undo/reverseFile';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { commandId } from '../ids';
import type { CheckedContacts } from '../readContacts';
import { placeOf } from '../region/endpoint';
import { isSameTarget } from '../../core/run/continuedTarget';

/** The reverse files of this window, by their uri. */
const written = new Map<string, Target>();

/** To be called when a reverse file was written. */
export function rememberUndo(uri: Uri, target: Target): void {
  written.set(uri.toString(), target);
}

/**
 * Where a reverse file goes, whatever region is selected. Only where this window wrote it and it still says so: others can write what
 * they want into a file.
 */
export function undoTarget(contacts: CheckedContacts): Target | undefined {
  const target = written.get(contacts.uri.toString());
  const said = targetSaid(contacts);
  return target && said && isSameTarget(target, said) ? target : undefined;
}

/**
 * The values of a reverse file are those of contacts in one region and account.
 * @throws UserError for a reverse file that belongs elsewhere
 */
export function requireUndoTarget(contacts: CheckedContacts, target: Target): void {
  const said = targetSaid(contacts);
  if (!said || isSameTarget(said, target)) return;
  throw new UserError(
    'other-target',
    `${fileLabel(contacts.uri)} takes back an update ${placeOf(said)} (${said.accountSid}), but this run would go ` +
      `${placeOf(target)} (${target.accountSid}). Nothing was sent. Switch back, then run the command again.`,
    [{ title: 'Switch Region', command: commandId('switchRegion') }],
  );
}

/** What the file says, if it is a target at all. */
function targetSaid({ checked }: CheckedContacts): Target | undefined {
  const said = targetOfReverse(checked.file.text.slice(0, headLength));
  if (!said || !Object.hasOwn(regions, said.region)) return undefined;
  return said.region !== 'custom' || 'origin' in parseEndpoint(said.origin) ? said : undefined;
}
