import { type Disposable, MarkdownString, StatusBarAlignment, type StatusBarItem } from 'vscode';
import { regions } from '../../api/region';
import type { CredentialStore } from '../credentials/credentialStore';
import { DisposableStore } from '../disposableStore';
import { hostOf, usableEndpoint } from './endpoint';
import { commandId } from '../ids';
import { onDidChangeSetting, readSetting, requestsPerMinute } from '../settings';
import { type StatusFacts, statusLabel } from './statusLabel';
import { window } from '../window';

/** The one item: where contacts go. There while a contacts file is active or a run is on, and from the first run onwards. */
export class StatusBar implements Disposable {
  private readonly store = new DisposableStore();
  private readonly item: StatusBarItem;
  private contactsFileActive = false;
  private runSeen = false;
  private painted = 0;

  constructor(private readonly credentials: CredentialStore) {
    const { store } = this;
    this.item = store.add(window.createStatusBarItem('exotelContacts.region', StatusBarAlignment.Right, 100));
    this.item.name = 'Exotel Contacts';
    this.item.command = commandId('switchRegion');
    store.add(onDidChangeSetting(['region', 'customEndpoint', 'requestsPerMinute'], () => void this.paint()));
    store.add(credentials.onDidChange(() => void this.paint()));
  }

  setContactsFileActive(active: boolean): void {
    this.contactsFileActive = active;
    void this.paint();
  }

  /** From now on the item stays. */
  runStarted(): void {
    this.runSeen = true;
    void this.paint();
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Reads nothing while there is nothing to show: secrets are read for people only. */
  private async paint(): Promise<void> {
    const turn = ++this.painted;
    if (!this.contactsFileActive && !this.runSeen) return this.item.hide();
    const { facts, host } = await this.facts();
    if (turn !== this.painted) return;
    this.item.text = statusLabel(facts);
    this.item.accessibilityInformation = { label: `${statusLabel(facts)}. Switch region` };
    this.item.tooltip = tooltip(facts, host);
    this.item.show();
  }

  private async facts(): Promise<{ facts: StatusFacts; host: string }> {
    const region = readSetting('region');
    if (region === 'ask') return { facts: { region, accounts: 0 }, host: '' };
    if (region === 'sandbox') return { facts: { region, accounts: 0 }, host: 'this machine' };
    const endpoint = usableEndpoint(region);
    if (!endpoint)
      return { facts: { region, accounts: undefined }, host: 'none; set “Custom Endpoint” in the settings' };
    const accounts = (await this.credentials.accounts(endpoint)).length;
    const accountSid = await this.credentials.chosenAccount(endpoint);
    return { facts: { region, accounts, accountSid }, host: hostOf(endpoint.origin) };
  }
}

function tooltip({ region, accountSid, accounts }: StatusFacts, host: string): MarkdownString {
  const text = new MarkdownString('**Exotel Contacts**\n\n');
  if (region === 'ask') return text.appendText('No region chosen yet. Click to choose one.');
  const limit = requestsPerMinute(region);
  const lines = [
    `Region: ${regions[region].label}`,
    `Host: ${host}`,
    ...(region === 'sandbox' || accounts === undefined
      ? []
      : [`Account: ${accountSid ?? (accounts > 0 ? 'not chosen yet' : 'no credentials')}`]),
    `Limit: ${limit === undefined ? 'none' : `${limit} requests per minute`}`,
  ];
  for (const line of lines) text.appendText(line).appendMarkdown('  \n');
  return text.appendMarkdown('\n').appendText('Click to switch region or account.');
}
