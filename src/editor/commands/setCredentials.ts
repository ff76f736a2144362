import { chooseRegion } from '../region/chooseTarget';
import type { CredentialStore } from '../credentials/credentialStore';
import { endpointLabel, endpointOf } from '../region/endpoint';
import { enterCredentials } from '../credentials/enterCredentials';
import { commandId } from '../ids';
import { offer } from '../offer';
import { window } from '../window';

/**
 * Asks for the credentials of the current region, keeps them, and offers to test them. Those of another account are added.
 * @param accountSid what the third input starts with; the account in use unless given
 */
export async function setCredentials(store: CredentialStore, accountSid?: unknown): Promise<void> {
  const region = await chooseRegion();
  if (region === 'sandbox') {
    const message = 'The sandbox has its own credentials. To set yours, switch to another region first.';
    void offer(window.showInformationMessage, message, [
      { title: 'Switch Region', command: commandId('switchRegion') },
    ]);
    return;
  }
  const endpoint = endpointOf(region);
  const start = typeof accountSid === 'string' ? accountSid : await store.chosenAccount(endpoint);
  const entered = await enterCredentials(endpoint, store, start);
  const message = `The credentials of ${entered.accountSid} are set for ${endpointLabel(endpoint)}.`;
  void offer(window.showInformationMessage, message, [
    { title: 'Test Connection', command: commandId('testConnection') },
  ]);
}
