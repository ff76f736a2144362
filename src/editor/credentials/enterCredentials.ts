import { regions } from '../../api/region';
import type { Credentials } from '../../api/contactsApi';
import { askInSteps } from './askInSteps';
import { checkAccountSid, checkApiKey, checkApiToken } from './credentialInput';
import { type CredentialStore, StoreFailed } from './credentialStore';
import { type Endpoint, endpointLabel } from '../region/endpoint';
import { confirm } from '../offer';

/** Exotel's page of keys and tokens; source: the README of exotel/ExotelAPI and Exotel's support pages for the Mumbai host. */
export function apiSettingsPage({ region }: Endpoint): string {
  const { dashboard = regions.singapore.dashboard } = regions[region];
  return `https://${dashboard}/apisettings/site#api-credentials`;
}

/**
 * Asks for key, token and account SID of one endpoint and keeps them.
 * @param accountSid what the third input starts with
 * @throws CancellationError when the user backs out, also of keeping them without a store
 */
export async function enterCredentials(
  endpoint: Endpoint,
  store: CredentialStore,
  accountSid?: string,
): Promise<Credentials> {
  const from = 'From the API Settings page of your Exotel dashboard';
  const [apiKey = '', apiToken = '', account = ''] = await askInSteps(
    `Exotel API Credentials: ${endpointLabel(endpoint)}`,
    [
      { prompt: `API key. ${from}`, placeholder: 'API key', check: checkApiKey },
      {
        prompt: `API token. ${from}; kept in VS Code’s secret storage`,
        placeholder: 'API token',
        masked: true,
        check: checkApiToken,
      },
      {
        prompt: accountSid ? 'Account SID. Enter another one to add an account' : `Account SID. ${from}`,
        placeholder: 'exotel8u3',
        check: checkAccountSid,
        value: accountSid ?? '',
      },
    ],
    apiSettingsPage(endpoint),
  );
  const credentials = { apiKey, apiToken, accountSid: account };
  try {
    await store.save(endpoint, credentials);
  } catch (error) {
    if (!(error instanceof StoreFailed)) throw error;
    await keepWithoutStore(endpoint, store, credentials);
  }
  return credentials;
}

async function keepWithoutStore(endpoint: Endpoint, store: CredentialStore, credentials: Credentials): Promise<void> {
  await confirm(
    'VS Code could not store the credentials.',
    'The secret storage of this machine is missing or locked. The credentials can be kept in memory until this window closes. They are not written anywhere.',
    'Keep for Session',
  );
  await store.keepForSession(endpoint, credentials);
}
