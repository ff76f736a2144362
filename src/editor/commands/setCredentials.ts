import { commands, window } from 'vscode';
import { chooseRegion } from '../region/chooseTarget';
import type { CredentialStore } from '../credentials/credentialStore';
import { endpointLabel, endpointOf } from '../region/endpoint';
import { enterCredentials } from '../credentials/enterCredentials';
import { commandId } from '../ids';

/** Asks for the credentials of the current region, keeps them, and offers to test them. A second account is added, not swapped. */
export async function setCredentials(store: CredentialStore): Promise<void> {
  const region = await chooseRegion();
  if (region === 'sandbox') {
    void offer(
      'The sandbox has credentials of its own. Switch to another region to set yours.',
      'Switch Region',
      'switchRegion',
    );
    return;
  }
  const endpoint = endpointOf(region);
  const { accountSid } = await enterCredentials(endpoint, store);
  const message = `Credentials of ${accountSid} are set for ${endpointLabel(endpoint)}.`;
  void offer(message, 'Test Connection', 'testConnection');
}

async function offer(message: string, title: string, command: 'switchRegion' | 'testConnection'): Promise<void> {
  if ((await window.showInformationMessage(message, title)) === title) {
    await commands.executeCommand(commandId(command));
  }
}
