import type { Credentials } from '../../api/contactsApi';
import type { RegionId, Target } from '../../api/region';
import type { CredentialStore } from '../credentials/credentialStore';
import { type Endpoint, endpointOf, placeOf } from './endpoint';
import { enterCredentials } from '../credentials/enterCredentials';
import { askForRegion, writeRegion } from './regionChoice';
import { pickOne } from '../pickOne';
import { requireTrust } from '../requireTrust';
import type { SandboxHost } from './sandboxHost';
import { readSetting } from '../settings';

export interface TargetParts {
  readonly credentials: CredentialStore;
  readonly sandbox: SandboxHost;
}

/** Where a command sends, and with what. */
export interface ChosenTarget {
  readonly target: Target;
  readonly credentials: Credentials;
}

/**
 * Settles region, account and credentials for one command, and asks for whatever is missing: the region (once, the answer is
 * written to the settings), the account where there are several, the credentials where there are none.
 * @param keep region and account of a run that is continued; only its credentials are looked up
 * @throws UserError in Restricted Mode, and for a custom endpoint that cannot be used
 * @throws CancellationError when the user backs out
 */
export async function chooseTarget({ credentials: store, sandbox }: TargetParts, keep?: Target): Promise<ChosenTarget> {
  requireTrust();
  const region = keep?.region ?? (await chooseRegion());
  if (region === 'sandbox') {
    const { origin, credentials } = await sandbox.start();
    return { target: { region, origin, accountSid: credentials.accountSid }, credentials };
  }
  // The host of a region is never taken from a record: its credentials go nowhere else.
  const endpoint = keep && region === 'custom' ? { region, origin: keep.origin } : endpointOf(region);
  const accountSid = keep?.accountSid ?? (await chooseAccount(endpoint, store));
  const stored = accountSid === undefined ? undefined : await store.get(endpoint, accountSid);
  const credentials = stored ?? (await enterCredentials(endpoint, store, accountSid));
  return { target: { ...endpoint, accountSid: credentials.accountSid }, credentials };
}

/** The region of the settings; asks for it and saves it if none is chosen yet. */
export async function chooseRegion(): Promise<RegionId> {
  const set = readSetting('region');
  if (set !== 'ask') return set;
  const region = await askForRegion();
  // A custom endpoint that cannot be used is said now, before the answer is written.
  if (region === 'custom') endpointOf(region);
  await writeRegion(region);
  return region;
}

/** The account in use, asking where there are several and none was picked. Undefined: there is none. */
async function chooseAccount(endpoint: Endpoint, store: CredentialStore): Promise<string | undefined> {
  const chosen = await store.chosenAccount(endpoint);
  if (chosen !== undefined) return chosen;
  const accounts = await store.accounts(endpoint);
  if (accounts.length === 0) return undefined;
  const { account } = await pickOne(
    accounts.map((label) => ({ label, account: label })),
    { title: `Exotel Contacts: Account ${placeOf(endpoint)}`, placeholder: 'Which account?', ignoreFocusOut: true },
  );
  await store.choose(endpoint, account);
  return account;
}
