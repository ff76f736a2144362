import { UserError } from '../../core/userError';
import { type Account, type CredentialStore, StoreFailed } from '../credentials/credentialStore';
import { endpointLabel } from '../region/endpoint';
import { pickOne } from '../pickOne';
import { window } from '../window';
import { confirm } from '../offer';

/** Removes the credentials of one account, of any region, after asking. */
export async function clearCredentials(store: CredentialStore): Promise<void> {
  const accounts = await store.everyAccount();
  if (accounts.length === 0) {
    void window.showInformationMessage('No API credentials are stored.');
    return;
  }
  const account = await pickAccount(accounts);
  const label = `${account.accountSid} (${endpointLabel(account.endpoint)})`;
  await confirm(
    `Remove the API credentials of ${label}?`,
    'They are removed from this machine only. The key stays valid at Exotel until it is deleted there.',
    'Remove',
  );
  try {
    await store.remove(account.endpoint, account.accountSid);
  } catch (cause) {
    if (!(cause instanceof StoreFailed)) throw cause;
    const message = `VS Code’s secret storage could not remove the credentials of ${label}. Unlock it and try again.`;
    throw new UserError('store-failed', message, [], { cause });
  }
  void window.showInformationMessage(`The API credentials of ${label} are removed.`);
}

async function pickAccount(accounts: readonly Account[]): Promise<Account> {
  const [only] = accounts;
  if (only && accounts.length === 1) return only;
  const picked = await pickOne(
    accounts.map((account) => ({
      label: account.accountSid,
      description: endpointLabel(account.endpoint),
      account,
    })),
    { title: 'Exotel Contacts: Remove API Credentials', placeholder: 'Which account?' },
  );
  return picked.account;
}
