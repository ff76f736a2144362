import type { Uri } from 'vscode';
import type { Target } from '../../api/region';
import { isSameTarget, type PartialTarget } from '../../core/run/continuedTarget';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError, type UserErrorAction } from '../../core/userError';
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

/** @throws UserError where the region or account is not the one that contacts or a list are in */
export function requireTarget(theirs: Target, now: PartialTarget): void {
  if (isSameTarget(theirs, now)) return;
  const message =
    `These contacts are in ${endpointLabel(theirs)} (${theirs.accountSid}), but now ${selected(now)} is selected. ` +
    'Nothing was sent. Switch back, then run the command again.';
  throw new UserError('other-target', message, [switchRegion]);
}

export function refuseOtherTarget({ description }: RunRecord, now: PartialTarget, uri: Uri): never {
  const isUpdate = description.operation.kind === 'update';
  throw new UserError(
    'other-target',
    `The last run of this file went to ${endpointLabel(description.target)} (${description.target.accountSid}), but now ` +
      `${selected(now)} is selected. Switch back to retry there${isUpdate ? ', or update the whole file here' : ''}.`,
    [
      switchRegion,
      ...(isUpdate ? [{ title: 'Update Whole File', command: commandId('updateContacts'), arguments: [uri] }] : []),
    ],
  );
}

const switchRegion: UserErrorAction = { title: 'Switch Region', command: commandId('switchRegion') };

function selected(now: PartialTarget): string {
  const account = now.accountSid === undefined ? '' : ` (${now.accountSid})`;
  return `${now.region === 'sandbox' ? 'the sandbox' : endpointLabel(now)}${account}`;
}
