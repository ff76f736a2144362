import type { Uri } from 'vscode';
import type { PartialTarget } from '../../core/run/continuedTarget';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { commandId } from '../ids';
import type { TargetParts } from '../region/chooseTarget';
import { endpointLabel, usableEndpoint } from '../region/endpoint';
import { readSetting } from '../settings';

/** Where an update would go by the settings, without asking the user; undefined where only asking would show. */
export async function targetInSettings({ credentials }: TargetParts): Promise<PartialTarget | undefined> {
  const region = readSetting('region');
  if (region === 'ask') return undefined;
  if (region === 'sandbox') return { region, origin: '', accountSid: undefined };
  const endpoint = usableEndpoint(region);
  return endpoint && { ...endpoint, accountSid: await credentials.chosenAccount(endpoint) };
}

/** @throws UserError, as an interrupted run is resumed in its own account only */
export function refuseOtherAccount({ description: { runId, target } }: RunRecord, now: PartialTarget): never {
  throw new UserError(
    'other-target',
    `The interrupted run went to ${endpointLabel(target)} (${target.accountSid}), but the credentials are for ${now.accountSid}. ` +
      `Nothing was sent. Resume it with the credentials of ${target.accountSid}.`,
    [{ title: 'Resume', command: commandId('resumeRun'), arguments: [runId] }],
  );
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
