import { CancellationError, commands, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { type RegionId, regionIds, regions } from '../../api/region';
import type { CredentialStore } from '../credentials/credentialStore';
import { endpointOf, hostOf, usableEndpoint } from '../region/endpoint';
import { commandId } from '../ids';
import { writeRegion } from '../region/regionChoice';
import { readSetting } from '../settings';

interface Wish {
  readonly region?: RegionId;
  readonly accountSid?: string;
  readonly then?: 'setCredentials';
}

type Choice = QuickPickItem & Wish;

/**
 * Switches region, and account where a region has several.
 * @param wanted a region's id: switches without asking
 */
export async function switchRegion(store: CredentialStore, wanted?: unknown): Promise<void> {
  const region = regionIds.find((id) => id === wanted);
  const wish: Wish = region ? { region } : await pick(store);
  if (wish.region) await apply(wish.region, wish.accountSid, store);
  if (wish.then) await commands.executeCommand(commandId(wish.then));
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
  for (const region of regionIds) choices.push(...(await choicesOf(region, region === current, store)));
  if (current !== 'ask' && current !== 'sandbox') {
    choices.push({ label: '', kind: QuickPickItemKind.Separator });
    choices.push({ label: `$(add) Add an Account in ${regions[current].label}…`, then: 'setCredentials' });
  }
  const picked = await window.showQuickPick(choices, {
    title: 'Exotel Contacts: Switch Region',
    placeHolder: 'Where are contacts to be updated? A run that is on keeps its region.',
    matchOnDescription: true,
  });
  if (!picked) throw new CancellationError();
  return picked;
}

async function choicesOf(region: RegionId, isCurrent: boolean, store: CredentialStore): Promise<Choice[]> {
  const { label, detail } = regions[region];
  const mark = (current: boolean) => (current ? '$(check) ' : '');
  const bare: Choice = { region, label: `${mark(isCurrent)}${label}`, description: detail };
  const endpoint = region === 'sandbox' ? undefined : usableEndpoint(region);
  if (!endpoint) return [bare];
  const accounts = await store.accounts(endpoint);
  if (accounts.length === 0) return [{ ...bare, description: `${detail} (no credentials)` }];
  const chosen = await store.chosenAccount(endpoint);
  return accounts.map((accountSid) => ({
    region,
    accountSid,
    label: `${mark(isCurrent && accountSid === chosen)}${label} (${accountSid})`,
    description: region === 'custom' ? hostOf(endpoint.origin) : detail,
  }));
}
