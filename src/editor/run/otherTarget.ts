import type { Uri } from 'vscode';
import type { Target } from '../../api/region';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { commandId } from '../ids';
import type { TargetParts } from '../region/chooseTarget';
import { endpointLabel, usableEndpoint } from '../region/endpoint';
import { readSetting } from '../settings';

/** A target as far as the settings name it. */
export type PartialTarget = Omit<Target, 'accountSid'> & { readonly accountSid: string | undefined };

/** Where an update would go by the settings, without asking the user; undefined where only asking would show. */
export async function targetInSettings({ credentials }: TargetParts): Promise<PartialTarget | undefined> {
  const region = readSetting('region');
  if (region === 'ask') return undefined;
  if (region === 'sandbox') return { region, origin: '', accountSid: undefined };
  const endpoint = usableEndpoint(region);
  return endpoint && { ...endpoint, accountSid: await credentials.chosenAccount(endpoint) };
}

/** Whether what one of them knows is known of the other. */
export function isSameTarget(before: Target, now: PartialTarget): boolean {
  // Every window starts a sandbox at an address of its own.
  const isSameOrigin = before.origin === now.origin || now.region === 'sandbox';
  const isSameAccount = now.accountSid === undefined || before.accountSid === now.accountSid;
  return before.region === now.region && isSameOrigin && isSameAccount;
}

export function refuseOtherTarget({ description }: RunRecord, now: PartialTarget, uri: Uri): never {
  const account = now.accountSid === undefined ? '' : ` (${now.accountSid})`;
  throw new UserError(
    'other-target',
    `The last run of this file went to ${endpointLabel(description.target)} (${description.target.accountSid}), but now ` +
      `${now.region === 'sandbox' ? 'the sandbox' : endpointLabel(now)}${account} is selected. Switch back to retry there, or ` +
      'update the whole file here.',
    [
      { title: 'Switch Region', command: commandId('switchRegion') },
      { title: 'Update Whole File', command: commandId('updateContacts'), arguments: [uri] },
    ],
  );
}
