import { commands, QuickPickItemKind } from 'vscode';
import { type RegionId, regionIds, regions } from '../../api/region';
import type { CredentialStore } from '../credentials/credentialStore';
import { endpointOf, hostOf, placeOf, usableEndpoint } from '../region/endpoint';
import { commandId } from '../ids';
import { pickOne } from '../pickOne';
import { offeredRegions, realContacts, writeRegion } from '../region/regionChoice';
import { readSetting } from '../settings';
import type { PickItem } from '../window';

/** What a line of the list does: takes a region and an account of it, or adds an account to the current region. */
interface Choice extends PickItem {
  readonly region?: RegionId;
  readonly accountSid?: string;
  readonly isCurrent?: boolean;
}

/**
 * Switches region, and account where a region has several.
 * @param wanted a region's id: switches without asking
 */
export async function switchRegion(store: CredentialStore, wanted?: unknown): Promise<void> {
  const region = regionIds.find((id) => id === wanted);
  const choice: Choice = region ? { label: '', region } : await pick(store);
  if (choice.region) await apply(choice.region, choice.accountSid, store);
  // An empty account SID: another account, not the current one again.
  else await commands.executeCommand(commandId('setCredentials'), '');
}

async function apply(region: RegionId, accountSid: string | undefined, store: CredentialStore): Promise<void> {
  if (region === 'sandbox') return writeRegion(region);
  const endpoint = endpointOf(region);
  if (accountSid !== undefined) await store.choose(endpoint, accountSid);
  await writeRegion(region);
}

async function pick(store: CredentialStore): Promise<Choice> {
  const current = readSetting('region');
  const choices: Choice[] = [];
  for (const region of offeredRegions) {
    choices.push(...(await choicesOf(region, region === current, store)));
    if (region === 'sandbox') choices.push(realContacts);
  }
  if (current !== 'ask' && current !== 'sandbox') {
    choices.push({ label: '', kind: QuickPickItemKind.Separator });
    choices.push({
      label: `Add an Account ${placeOf(usableEndpoint(current) ?? { region: current })}…`,
      icon: 'add',
    });
  }
  return pickOne(choices, {
    title: 'Exotel Contacts: Switch Region',
    placeholder: 'Where to update contacts. An update that is running keeps its region.',
    startOn: choices.find(({ isCurrent }) => isCurrent),
  });
}

async function choicesOf(region: RegionId, isCurrentRegion: boolean, store: CredentialStore): Promise<Choice[]> {
  const { label, detail } = regions[region];
  const choice = (isCurrent: boolean, text: string, description: string): Choice => ({
    region,
    isCurrent,
    label: text,
    icon: isCurrent ? 'check' : '',
    description,
  });
  const endpoint = region === 'sandbox' ? undefined : usableEndpoint(region);
  if (!endpoint) return [choice(isCurrentRegion, label, detail)];
  const accounts = await store.accounts(endpoint);
  const description = region === 'custom' ? hostOf(endpoint.origin) : detail;
  if (accounts.length === 0) return [choice(isCurrentRegion, label, `${description} (no credentials)`)];
  const chosen = await store.chosenAccount(endpoint);
  return accounts.map((accountSid) => ({
    ...choice(isCurrentRegion && accountSid === chosen, `${label} (${accountSid})`, description),
    accountSid,
  }));
}
